import Glibc

/// libFuzzer's door: the decoder that BEDSIDE_FUZZ_TARGET names is fed with whatever the fuzzer makes up.
///
/// Built only by assets/fuzz.sh, with the fuzzer's own main. A crash, a broken rule or an input that takes too long ends the
/// run and leaves the input in a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.feed(unsafe Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
}

private let target: FuzzTarget = {
    let name = unsafe getenv("BEDSIDE_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        fatalError("BEDSIDE_FUZZ_TARGET must be one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
    }
    return target
}()
