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
            + "Swift 6.3, \(build)"
    }

    /// Resident memory of a process in MiB.
    static func residentMiB(_ pid: Int32) -> Double {
        let line = read("/proc/\(pid)/status").split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
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
