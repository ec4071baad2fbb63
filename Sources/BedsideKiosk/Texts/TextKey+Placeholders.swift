extension TextKey {
    /// What the text must leave room for, in both languages: no more and no less.
    package var placeholders: Set<Placeholder> {
        switch self {
        case .amountYuan, .depositHeading, .channelHeading, .payPaidHeading, .previewPay, .refundText,
            .settledRefundBack, .settledRefundDone, .settledRefundDesk, .paymentConfirmHeading, .refundConfirmHeading,
            .gatesDropPayment:
            [.amount]
        case .disputeLine:
            [.amount, .item]
        case .billTotals, .billBalance, .billOwed:
            [.amount, .total]
        case .placeBed:
            [.bed]
        case .noticeStaffCode:
            [.code]
        case .ageYears, .priceResults, .priceResultsMany, .reportPrinted, .gatesHeading, .gateDrugOrdersClosed,
            .gateOrdersExecuted, .gateReturnsConfirmed, .gateChargesRecorded, .gateDisputesAnswered,
            .gatePaymentsFinished, .pinRefused, .pinLocked, .staffCount, .heldHeading, .printsDropAll,
            .wardTimes, .wardAgeHours, .wardAgeDays, .wardTakenHeading, .wardFolded, .wardOmitted, .actionHeld,
            .actionFaults,
            .holdMinutes, .holdHours:
            [.count]
        case .centralBehind, .centralHeld:
            [.count]
        case .centralOffline:
            [.count, .time]
        case .wardOpenHeading, .wardWallOpen:
            [.count, .number]
        case .dateTime:
            [.date, .time]
        case .billHeading:
            [.day]
        case .amountEntryRange:
            [.from, .to]
        case .specimenText, .printRefusedText, .printUnknownText, .printHeldText, .staffPrinterSwapped, .centralStopped,
            .wardTaken, .wardPresent, .wardScreensLost, .wardFrom, .wardTerminalsLost:
            [.item]
        case .scanUnexpectedHeading, .scanDamagedHeading:
            [.kind]
        case .reportExpected, .reportWaitText:
            [.moment]
        case .dateDay:
            [.month, .number]
        case .paymentConfirmText, .refundConfirmText:
            [.number]
        case .pageOf, .consentHeading:
            [.page, .pages]
        case .remainingKey, .remainingScan, .wardProven, .wardProofOldText:
            [.seconds]
        case .wardActor:
            [.item, .seconds]
        case .wardAskHeading:
            [.bed, .item, .kind]
        case .wardDone:
            [.bed, .kind]
        case .dateToday, .wardPaused, .wardSilent:
            [.time]
        default: []
        }
    }
}
