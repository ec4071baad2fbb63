import CPq

/// The arguments of one statement in PostgreSQL's binary form, in one run of bytes.
struct PgParameters {
    private(set) var types: [Oid] = []
    private var bytes: [UInt8] = []
    /// Where each begins; nil is SQL's NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    init(_ values: [SQLValue]) {
        for value in values {
            let start = bytes.count
            switch value {
            case .null:
                types.append(0)
                starts.append(nil)
                lengths.append(0)
                continue
            case .int(let number):
                types.append(PgType.int8)
                append(UInt64(bitPattern: number))
            case .text(let text):
                types.append(PgType.text)
                bytes += text.utf8
            case .bytes(let blob):
                types.append(PgType.bytea)
                bytes += blob
            }
            starts.append(start)
            lengths.append(Int32(clamping: bytes.count - start))
        }
    }

    /// One array for each column.
    init(columns: [SQLType], rows: [[SQLValue]]) {
        for (index, type) in columns.enumerated() {
            let start = bytes.count
            types.append(type.arrayType)
            append(UInt32(1))
            append(UInt32(rows.contains { $0[index] == .null } ? 1 : 0))
            append(type.elementType)
            append(UInt32(rows.count))
            append(UInt32(1))
            for row in rows { appendElement(row[index]) }
            starts.append(start)
            lengths.append(Int32(clamping: bytes.count - start))
        }
    }

    private mutating func appendElement(_ value: SQLValue) {
        switch value {
        case .null: append(UInt32(bitPattern: -1))
        case .int(let number):
            append(UInt32(8))
            append(UInt64(bitPattern: number))
        case .text(let text):
            append(UInt32(truncatingIfNeeded: text.utf8.count))
            bytes += text.utf8
        case .bytes(let blob):
            append(UInt32(truncatingIfNeeded: blob.count))
            bytes += blob
        }
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        var shift = number.bitWidth - 8
        while shift >= 0 {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            shift -= 8
        }
    }

    var count: Int { starts.count }

    /// Hands out the pointers that libpq reads during one call.
    func withPointers<Result>(
        _ body: (
            _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
            _ formats: UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        let formats = [Int32](repeating: 1, count: starts.count)
        // An empty array has no address; an empty text must not look like NULL.
        let bytes = bytes.isEmpty ? [0] : bytes
        return unsafe bytes.withUnsafeBytes { raw in
            let base = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = unsafe starts.map { start in unsafe start.flatMap { unsafe base?.advanced(by: $0) } }
            return unsafe values.withUnsafeBufferPointer { values in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe body(values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}

/// The types of PostgreSQL's catalogue that we speak: `pg_type.dat`.
enum PgType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let varchar: Oid = 1043
    static let void: Oid = 2278
}

extension SQLType {
    fileprivate var elementType: Oid {
        switch self {
        case .int: PgType.int8
        case .text: PgType.text
        case .bytes: PgType.bytea
        }
    }

    fileprivate var arrayType: Oid {
        switch self {
        case .int: 1016
        case .text: 1009
        case .bytes: 1001
        }
    }
}
