import CCups

/// One IPP request or answer, freed by whoever holds it last.
@safe struct IPPMessage: ~Copyable {
    private let message: OpaquePointer

    init(owning message: OpaquePointer) { unsafe self.message = unsafe message }

    /// A request with the attributes that each operation begins with (libcups adds charset and language).
    init(_ operation: ipp_op_t) throws(PrintingError) {
        guard let message = unsafe ippNewRequest(operation) else {
            throw PrintingError(.printServerRefused, "libcups could not make a request.")
        }
        unsafe self.message = unsafe message
    }

    deinit { unsafe ippDelete(message) }

    /// Gives the message to libcups, which frees it.
    consuming func release() -> OpaquePointer {
        let message = unsafe message
        discard self
        return unsafe message
    }

    /// Lends the message to a call that does not free it.
    borrowing func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result { unsafe body(message) }

    func add(_ group: ipp_tag_t, _ tag: ipp_tag_t, _ name: String, _ value: String) {
        unsafe _ = ippAddString(message, group, tag, name, nil, value)
    }

    func add(_ group: ipp_tag_t, _ name: String, integer: Int) {
        unsafe _ = ippAddInteger(message, group, IPP_TAG_INTEGER, name, Int32(clamping: integer))
    }

    func add(_ group: ipp_tag_t, _ name: String, keywords: [String]) {
        guard let first = keywords.first else { return }
        var attribute = unsafe ippAddString(message, group, IPP_TAG_KEYWORD, name, nil, first)
        for (index, keyword) in keywords.enumerated().dropFirst() {
            unsafe _ = ippSetString(message, &attribute, Int32(index), keyword)
        }
    }

    var status: ipp_status_t { unsafe ippGetStatusCode(message) }

    /// The answer's attribute groups of one kind (jobs or printers), each as a bag of values.
    func groups(_ wanted: ipp_tag_t) -> [IPPGroup] {
        var groups: [IPPGroup] = []
        var current: IPPGroup?
        var attribute = unsafe ippFirstAttribute(message)
        while let found = unsafe attribute {
            if let name = unsafe ippGetName(found), unsafe ippGetGroupTag(found) == wanted {
                var group = current ?? IPPGroup()
                unsafe group.add(String(cString: name), found)
                current = group
            } else if let group = current {
                // A separator has no name.
                groups.append(group)
                current = nil
            }
            unsafe attribute = unsafe ippNextAttribute(message)
        }
        if let current { groups.append(current) }
        return groups
    }
}

/// One job's or printer's attributes, copied out of an answer.
struct IPPGroup {
    private var words: [String: [String]] = [:]
    private var numbers: [String: Int] = [:]

    /// The server's longest text that matters here is a URI; longer ones are cut.
    private static let longestText = 1_024
    /// A queue may list hundreds of media.
    private static let mostValues = 512

    mutating func add(_ name: String, _ attribute: OpaquePointer) {
        switch unsafe ippGetValueTag(attribute) {
        case IPP_TAG_INTEGER, IPP_TAG_ENUM: numbers[name] = Int(unsafe ippGetInteger(attribute, 0))
        case IPP_TAG_BOOLEAN: numbers[name] = Int(unsafe ippGetBoolean(attribute, 0))
        default:
            let count = min(Int(unsafe ippGetCount(attribute)), Self.mostValues)
            words[name] = (0..<count).compactMap { index in
                guard let text = unsafe ippGetString(attribute, Int32(index), nil) else { return nil }
                return String(unsafe String(cString: text).prefix(Self.longestText))
            }
        }
    }

    func text(_ name: String) -> String? { words[name]?.first }
    func texts(_ name: String) -> [String] { words[name] ?? [] }
    func number(_ name: String) -> Int? { numbers[name] }
}
