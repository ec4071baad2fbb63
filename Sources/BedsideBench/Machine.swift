import Foundation

/// What the figures were measured on; every run says it.
enum Machine {
    static var description: String {
        let info = read("/proc/cpuinfo")
        let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last ?? "?"
        let memory = read("/proc/meminfo").split(separator: "\n").first ?? "?"
        #if DEBUG
            let build = "debug (figures say nothing)"
        #else
            let build = "release"
        #endif
        return "\(model.trimmingCharacters(in: .whitespaces)), \(ProcessInfo.processInfo.activeProcessorCount) cores, "
            + "\(memory.split(separator: " ").dropFirst().joined(separator: " ")), "
            + "Linux \(read("/proc/sys/kernel/osrelease").trimmingCharacters(in: .whitespacesAndNewlines)), "
            + "Swift 6.3, \(build), load \(load)"
    }

    /// How busy the machine was in the last minute: other work makes figures worse.
    static var load: String { read("/proc/loadavg").split(separator: " ").first.map(String.init) ?? "?" }

    /// Resident memory of a process in MiB.
    static func residentMiB(_ pid: Int32) -> Double { mebibytes("VmRSS:", in: "/proc/\(pid)/status") }

    /// The most that it ever was.
    static func peakMiB(_ pid: Int32) -> Double { mebibytes("VmHWM:", in: "/proc/\(pid)/status") }

    /// Resident memory of a process in MiB, what it shares with others by its part.
    static func proportionalMiB(_ pid: Int32) -> Double { mebibytes("Pss:", in: "/proc/\(pid)/smaps_rollup") }

    private static func mebibytes(_ name: String, in file: String) -> Double {
        let line = read(file).split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
        let kilobytes = line.split(separator: " ").compactMap { Double($0) }.first ?? .nan
        return kilobytes / 1024
    }

    /// CPU time that a process has used, in milliseconds.
    static func cpuMilliseconds(_ pid: Int32) -> Double {
        let fields = read("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return .nan }
        return (user + system) * 10
    }

    private static func read(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
