import BedsideRigs
import BedsideScreen

extension Storyteller {
    /// 床旁入院: slip, data, phone, consents, deposit by phone wallet, the nurse's badge and PIN, papers.
    func admission() async throws {
        try await see("welcome")
        try await step("admission", mostActs: 10) {
            try visitor.scan(DemoCodes.zhang.slip)
            try await see("admission-order")
            try await answerQuestions(depositBy: 1)
            try await payByPhone(receipt: true)
            try await visitor.choose(1)
            try await see("admitted")
            try await visitor.choose(1)
        }
        try await home()
    }

    /// Data, phone and consents as they stand, a way to pay the deposit, and the nurse's badge and PIN.
    private func answerQuestions(depositBy choice: Int) async throws {
        try await visitor.choose(1)
        try await see("admission-phone")
        try await visitor.choose(1)
        for page in 1...3 {
            try await see("admission-consent") { $0.heading.contains("\(page)") }
            try await visitor.choose(1)
        }
        try await see("admission-deposit")
        try await visitor.choose(choice)
        try await see("admission-identity")
        try await logOn(DemoCodes.nurse)
    }

    /// A cashier opens a list of the staff page and confirms its first entry.
    private func cashierConfirms(_ list: Int, _ name: String, _ question: String) async throws {
        try await logOn(DemoCodes.cashier)
        try await staff {
            try await see("staff") { !$0.choices.isEmpty }
            try await visitor.choose(list)
            try await see(name)
            try await visitor.choose(1)
            try await see(question)
            try await visitor.choose(1)
            try await visitor.see("the list again") { $0.name != question }
        }
    }

    /// The code is on the screen; the phone pays it.
    ///
    /// - Parameter receipt: whether the screen shows a receipt on its way; keys wait for it.
    private func payByPhone(receipt: Bool) async throws {
        try await see("payment-wallet") { $0.code != nil }
        ward.wallet.ledger.pay()
        try await see("payment-paid") { screen in
            !receipt || screen.blocks.contains { if case .table = $0 { true } else { false } }
        }
    }

    /// 一日清单: the wristband, the latest day, and the paper.
    func dailyBill() async throws {
        try await step("daily-bill") {
            try visitor.scan(DemoCodes.zhang.wristband)
            try await see("home")
            try await visitor.choose(1)
            try await see("daily-bill") { screen in
                screen.blocks.contains { if case .table(let table) = $0 { !table.rows.isEmpty } else { false } }
            }
            try await visitor.choose(1)
            try await see("printing") { $0.tone == .success }
        }
        try await home()
    }

    /// 自助取单: scan the slip, take the paper.
    func reportInTwoActs() async throws {
        try await step("report", mostActs: 2) {
            try visitor.scan(DemoCodes.specimen)
            try await see("specimen-report") { $0.tone == .success }
        }
        try await home()
    }

    /// Codes that do not belong here get a sentence that helps, and change nothing.
    func wrongCodes() async throws {
        try await step("wrong-codes") {
            for code in [DemoCodes.weChatCode, "RY20261120000174", "Robert'); DROP TABLE patients;--", "\u{1B}[2J"] {
                try visitor.scan(code)
                let screen = try await visitor.see("a helpful sentence") { $0.name != "welcome" }
                try record.keep(screen)
                try await home()
            }
        }
    }

    /// 价格公示: by the initials of the pinyin.
    func priceSearch() async throws {
        try await step("price-search") {
            try visitor.scan(DemoCodes.zhang.wristband)
            try await see("home")
            try await visitor.press(.right)
            try await see("home-more")
            try await visitor.choose(1)
            try await see("price-search")
            try await visitor.press(.letter("x"), .letter("c"), .letter("g"), .enter)
            try await see("price-results")
        }
        try await home()
    }

    /// 出院结算: gates, preview, top-up by wallet, settlement, papers.
    func discharge() async throws {
        try await step("discharge", mostActs: 8) {
            try visitor.scan(DemoCodes.zhang.wristband)
            try await see("home")
            try await visitor.choose(4)
            try await see("discharge-preview")
            try await visitor.choose(1)
            try await see("payment-channel")
            try await visitor.choose(1)
            try await payByPhone(receipt: false)
            try await visitor.choose(1)
            // Nothing is left to pay: the first choice names no amount any more.
            try await see("discharge-preview") {
                $0.choices.first.map { !$0.title.contains(where: \.isNumber) } ?? false
            }
            try await visitor.choose(1)
            try await see("settled")
            try await visitor.choose(1)
        }
        try await home()
    }

    /// The second patient, in English, pays at the cashier's desk.
    func admissionInEnglish() async throws {
        try await step("admission-at-the-desk", mostActs: 10) {
            try visitor.scan(DemoCodes.smith.slip)
            try await see("admission-order")
            try await visitor.press(.language)
            try await see("admission-order") { $0.choices.allSatisfy { $0.title.utf8.allSatisfy { $0 < 0x80 } } }
            try await answerQuestions(depositBy: 2)
            try await see("payment-desk")
            try await visitor.choose(1)
        }
        try await home()
        try await step("cashier-confirms") { try await cashierConfirms(2, "staff-payments", "staff-received") }
        try await home()
    }

    /// 卡纸: the patient reads what to do and goes on; the page comes out once.
    func jam() async throws {
        try await step("jam") {
            // What was asked for before may still be coming out.
            _ = try await closedJobs()
            let before = ward.cups.copies().count
            try ward.cups.fault("media-jam")
            try visitor.scan(DemoCodes.smith.wristband)
            try await see("home")
            try await visitor.choose(1)
            try await see("daily-bill") { screen in
                screen.blocks.contains { if case .table = $0 { true } else { false } }
            }
            try await visitor.choose(1)
            let told = try await visitor.see("what to do about the jam") { screen in
                screen.name == "printing"
                    && screen.blocks.contains {
                        if case .text(_, .caution) = $0 { true } else { false }
                    }
            }
            try record.keep(told)
            try ward.cups.fault(nil)
            try await see("printing") { $0.tone == .success }
            guard ward.cups.copies().count == before + 1 else {
                throw RigError("the jammed page did not come out once")
            }
        }
        try await home()
    }

    /// A refund above the limit: a nurse agrees; it goes back the way it came.
    func refund() async throws {
        try await step("discharge-with-refund", mostActs: 8) {
            try visitor.scan(DemoCodes.smith.wristband)
            try await see("home")
            try await visitor.choose(4)
            try await see("discharge-preview")
            try await visitor.choose(1)
            try await see("discharge-staff")
            try await logOn(DemoCodes.nurse)
            try await see("settled")
            try await visitor.choose(1)
        }
        try await home()
    }

    /// The deposit came in over the desk, so the refund goes back there.
    func deskRefund() async throws {
        try await step("cashier-pays-out") { try await cashierConfirms(3, "staff-refunds", "staff-paid-out") }
        try await home()
    }

    /// After the last patient nothing of anybody is on the screen.
    func nothingIsLeft() async throws {
        try await step("nothing-is-left") {
            let screen = try await see("welcome")
            for word in ["张", "Smith", "S****", "1380", "WD2026"] where Self.shows(screen, word) {
                throw RigError("the welcome screen still shows something of a patient")
            }
            guard visitor.wipes > 0 else { throw RigError("the terminal was not told to forget") }
        }
    }
}
