import BedsideDomain
import Testing

@Suite("The provider's bill")
struct ProviderBillTests {
    static let heading =
        "交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,货币种类,应结订单金额,商户退款单号,退款金额,退款状态,商品名称,手续费,订单金额,申请退款金额\r\n"
    static let sums = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n"

    static func line(
        time: String = "2026-11-22 08:30:05", order: String = "JF1", state: String = "SUCCESS",
        amount: String = "10.00",
        refund: String = "0", back: String = "0.00", refundState: String = "", goods: String = "预交金",
        currency: String = "CNY"
    ) -> String {
        "`\(time),`wx1,`100,`420000,`\(order),`\(state),`\(currency),`\(amount),`\(refund),`\(back),`\(refundState),`\(goods),"
            + "`0.06000,`\(amount),`\(back)\r\n"
    }

    static func bill(_ lines: [String], count: Int? = nil, orders: String, refunds: String = "0.00") -> [UInt8] {
        Array(
            (heading + lines.joined() + sums
                + "`\(count ?? lines.count),`\(orders),`\(refunds),`0.00,`0.06,`\(orders),`\(refunds)\r\n").utf8)
    }

    @Test("orders, refunds, times and exact fen")
    func reads() throws {
        let bytes = Self.bill([Self.line(goods: "住院,预交金,`no")], orders: "10.00")
        // The name of goods holds the separator itself: it is one value too many, so it is refused, not guessed.
        expectRule(.invalidBill) { () throws(DomainError) in _ = try ProviderBill(bytes, clock: .china) }
        let plain = Self.bill(
            [
                Self.line(amount: "0.29", goods: "住院,预交金"),
                Self.line(
                    order: "JF1", state: "REFUND", amount: "0.00", refund: "ST1-1", back: "9007199254.7",
                    refundState: "SUCCESS"),
                Self.line(order: "JF2", state: "REFUND", amount: "0", refund: "ST2-1", back: "1", refundState: "FAIL"),
                Self.line(order: "JF3", state: "REVOKED", amount: "0.0", back: "2.5"),
            ], orders: "0.29", refunds: "9007199258.20")
        let read = try ProviderBill([0xEF, 0xBB, 0xBF] + plain, clock: .china)
        let at = HospitalClock.china.start(of: Sample.day("2026-11-22")).adding(seconds: 8 * 3600 + 1805)
        #expect(
            read.movements == [
                MoneyMovement(.init(.payment, "JF1"), amount: Money(fen: 29), at: at, line: 2),
                MoneyMovement(.init(.refund, "ST1-1"), amount: Money(fen: 900_719_925_470), at: at, line: 3),
                MoneyMovement(.init(.refund, "JF3"), amount: Money(fen: 250), at: at, line: 5),
            ])
        #expect(read.failedRefunds == 1)
    }

    @Test("a spreadsheet's CSV reads the same")
    func spreadsheet() throws {
        let bytes = Self.bill([Self.line(goods: "住院费")], orders: "10.00")
        let text = String(decoding: bytes, as: UTF8.self).replacing("`住院费", with: "\"住院, \"\"费\"\"\"").replacing(
            "`", with: "")
        let read = try ProviderBill(Array(text.utf8), clock: .china)
        #expect(read.movements.map(\.amount.fen) == [1000])
    }

    @Test(
        "what is no bill is refused with its line and never repeated",
        arguments: [
            (2, [line(amount: "10.001")]), (2, [line(amount: "-1.00")]), (2, [line(amount: "1,000.00")]),
            (2, [line(amount: "1e3")]), (2, [line(amount: "٣.00")]), (2, [line(amount: "12345678901.00")]),
            (2, [line(amount: "NaN")]), (2, [line(time: "2026-02-30 08:00:00")]),
            (2, [line(time: "2026-11-22T08:00:00")]),
            (2, [line(order: "")]), (2, [line(order: "secret order")]),
            (2, [line(order: String(repeating: "9", count: 65))]),
            (3, [line(), line(state: "WAITING")]), (2, [line(currency: "USD")]), (2, [line(amount: "0.00")]),
            (2, ["`1,`2\r\n"]), (2, [String(repeating: "x", count: 9000) + "\r\n"]), (2, ["\"open\r\n"]),
            (2, [line(state: "REFUND", amount: "0", refund: "R", back: "1.00", refundState: "ODD")]),
        ])
    func refuses(number: Int, lines: [String]) {
        do {
            _ = try ProviderBill(Self.bill(lines, orders: "10.00"), clock: .china)
            Issue.record("nothing was refused")
        } catch {
            #expect(error.code == .invalidBill)
            #expect(error.sentence.hasPrefix("Line \(number) "), "\(error.sentence)")
            #expect(!error.sentence.contains("secret"))
        }
    }

    @Test("a bill that is cut anywhere is refused")
    func cut() throws {
        let bytes = Self.bill([Self.line(), Self.line(order: "JF2")], orders: "20.00")
        #expect(try ProviderBill(bytes, clock: .china).movements.count == 2)
        // The last cuts only take the end of the line or of a sum that is not looked at.
        let lastLine = bytes.dropLast(2).lastIndex(of: 0x0A) ?? 0
        for length in 0..<lastLine + 30 {
            expectRule(.invalidBill) { () throws(DomainError) in
                _ = try ProviderBill(Array(bytes[..<length]), clock: .china)
            }
        }
    }

    @Test("sums that are wrong, or something after them, are refused")
    func sums() {
        for bytes in [
            Self.bill([Self.line()], count: 2, orders: "10.00"), Self.bill([Self.line()], orders: "10.01"),
            Self.bill([Self.line()], orders: "10.00", refunds: "0.01"),
            Self.bill([Self.line()], orders: "10.00") + Array(Self.line().utf8), [], [0xFF, 0xFE], Array("a,a\n".utf8),
        ] {
            expectRule(.invalidBill) { () throws(DomainError) in _ = try ProviderBill(bytes, clock: .china) }
        }
    }

    @Test("random bytes are read or refused, never more", arguments: 0..<300 as Range<UInt64>)
    func hostile(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bytes = Self.bill([Self.line(), Self.line(order: "JF2")], orders: "20.00")
        for _ in 0..<random.int(1...8) {
            bytes[Int(random.int(0...Int64(bytes.count - 1)))] = UInt8(random.int(0...255))
        }
        do { _ = try ProviderBill(bytes, clock: .china) } catch { #expect(!error.sentence.isEmpty) }
    }
}
