import CPosix

/// Which file a path means at a moment: a path that is replaced changes its identity, also when its name stays.
struct FileIdentity: Equatable {
    private let device: UInt64
    private let inode: UInt64
    private let special: UInt64
    let isCharacterDevice: Bool

    /// Nil when the path, or the target of the link, is not there or may not be looked at.
    init?(path: String) {
        var identity = bedside_identity()
        guard unsafe bedside_identity_of(path, &identity) == 0 else { return nil }
        device = identity.device
        inode = identity.inode
        special = identity.special
        isCharacterDevice = identity.is_character_device != 0
    }
}

/// The target of a symbolic link as an absolute path; nil for anything else.
func linkTarget(of path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 1024)
    let length = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe bedside_link_target(path, bytes.baseAddress, bytes.count)
    }
    guard length > 0 else { return nil }
    let target = String(decoding: buffer[..<length], as: UTF8.self)
    return target.hasPrefix("/") ? target : parent(of: path) + "/" + target
}

/// The directory part of an absolute path, "" for the root.
func parent(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
}
