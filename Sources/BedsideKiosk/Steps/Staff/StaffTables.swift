import BedsideDomain
import BedsideScreen

/// The rows of the staff page's lists; names masked, as everywhere.
struct StaffTables {
    let words: Words

    func table(_ kind: StaffList.Kind, _ page: StaffPage, _ shown: Range<Int>) -> ([Table.Column], [[String]]) {
        switch kind {
        case .prints: prints(page.prints[shown])
        case .payments: payments(page.payments[shown])
        case .refunds: refunds(page.refunds[shown])
        case .calls: calls(page.calls[shown])
        }
    }

    private func prints(_ rows: ArraySlice<StaffPage.PrintRow>) -> ([Table.Column], [[String]]) {
        (
            [
                .init(words(.staffTime)), .init(words(.staffBed), mayShorten: true),
                .init(words(.staffName), mayShorten: true), .init(words(.staffPaper), mayShorten: true),
                .init(words(.staffTrouble), mayShorten: true),
            ],
            rows.map {
                [
                    words.clock.time(of: $0.requestedAt), $0.bed, $0.maskedName, words(.of($0.kind)),
                    words(.of($0.cause)),
                ]
            }
        )
    }

    private func payments(_ rows: ArraySlice<PaymentOrder>) -> ([Table.Column], [[String]]) {
        (
            [
                .init(words(.staffTime)), .init(words(.staffNumber), mayShorten: true),
                .init(words(.staffAmount), .trailing),
            ], rows.map { [words.clock.time(of: $0.createdAt), $0.id.text, $0.amount.grouped] }
        )
    }

    private func refunds(_ rows: ArraySlice<RefundOrder>) -> ([Table.Column], [[String]]) {
        (
            [
                .init(words(.staffNumber), mayShorten: true), .init(words(.staffChannel), mayShorten: true),
                .init(words(.staffAmount), .trailing),
            ], rows.map { [$0.id.text, words(.of($0.part.channel)), $0.part.amount.grouped] }
        )
    }

    private func calls(_ rows: ArraySlice<StaffPage.HelpCall>) -> ([Table.Column], [[String]]) {
        (
            [.init(words(.staffTime)), .init(words(.staffBed), mayShorten: true)],
            rows.map { [words.moment($0.raisedAt), $0.place.label] }
        )
    }
}
