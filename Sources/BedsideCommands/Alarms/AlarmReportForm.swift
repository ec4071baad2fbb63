/// What becomes of a report.
enum AlarmReportForm: Equatable {
    case text, json, paper
    /// Tables and a PDF, each with its file; `-` is standard output.
    case rows(String)
    case summary(String)
    case pdf(String)

    /// Nil when more than one is wished for.
    init?(json: Bool, print: Bool, csv: String?, csvSummary: String?, pdf: String?) {
        let wishes = [
            json ? .json : nil, print ? .paper : nil, csv.map(Self.rows), csvSummary.map(Self.summary),
            pdf.map(Self.pdf),
        ].compactMap(\.self)
        guard wishes.count < 2 else { return nil }
        self = wishes.first ?? .text
    }
}
