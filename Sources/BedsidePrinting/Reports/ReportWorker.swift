import Glibc

/// The other side of ``ReportProcess``: reads one request, draws it within hard limits, answers, ends.
package enum ReportWorker {
    /// Where `bedside-report` lies when it is installed beside the running program; nil when it is not there.
    package static var besideThisProgram: String? {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { return nil }
        let program = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let slash = program.lastIndex(of: "/") else { return nil }
        let path = program[...slash] + "bedside-report"
        return unsafe access(String(path), X_OK) == 0 ? String(path) : nil
    }

    /// Never returns.
    package static func runAndExit() -> Never {
        limit(RLIMIT_CPU, 30)
        limit(RLIMIT_AS, 2 << 30)
        limit(RLIMIT_FSIZE, 0)
        limit(RLIMIT_CORE, 0)
        let answer: [UInt8]
        do throws(PrintingError) {
            let (sheet, time) = try ReportFrame.read(request: readAll(atMost: ImportedPDF.maximumBytes + 65_536))
            answer = ReportFrame.answer(.success(try sheet.draw(with: LayoutCache(try FontBook()), at: time)))
        } catch {
            answer = ReportFrame.answer(.failure(error))
        }
        exit(writeAll(answer) ? 0 : 1)
    }

    private static func limit(_ resource: __rlimit_resource, _ value: UInt) {
        var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
        unsafe _ = setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    }

    private static func readAll(atMost most: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < most {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(0, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    private static func writeAll(_ bytes: [UInt8]) -> Bool {
        var position = 0
        while position < bytes.count {
            let count = unsafe bytes[position...].withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            position += count
        }
        return true
    }
}
