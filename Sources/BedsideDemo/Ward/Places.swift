package import BedsideRigs
import Foundation

extension DemoWard.Places {
    /// Finds `bedsided` beside the running program, and the assets in the project or where the package puts them.
    ///
    /// Throws ``RigError`` naming what was looked for.
    package static func find(bedsided: String? = nil, assets: String? = nil) throws(RigError) -> DemoWard.Places {
        let own: URL
        do {
            own = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        } catch {
            throw RigError("/proc/self/exe cannot be read: \(error)")
        }
        let folder = own.deletingLastPathComponent()
        let binary = bedsided ?? folder.appendingPathComponent("bedsided").path
        guard FileManager.default.isExecutableFile(atPath: binary) else {
            throw RigError("\(binary) is not there; build it first: swift build")
        }
        var candidates = assets.map { [$0] } ?? []
        var up = folder
        for _ in 0..<6 {
            candidates.append(up.appendingPathComponent("assets").path)
            up = up.deletingLastPathComponent()
        }
        candidates.append("/usr/share/bedside")
        guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0 + "/texts.en.json") })
        else { throw RigError("the folder with texts.en.json was not found; name it with --assets") }
        return DemoWard.Places(binary: binary, assets: found)
    }
}
