import BedsideDomain
import Testing

/// Runs what must break a rule and checks which rule it names.
func expectRule(
    _ code: DomainError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws(DomainError) -> Void
) {
    do {
        try body()
        Issue.record("nothing was refused; expected \(code.rawValue)", sourceLocation: sourceLocation)
    } catch {
        #expect(error.code == code, "\(error.sentence)", sourceLocation: sourceLocation)
    }
}
