import BedsideDomain

/// How papers and their way through the printer are called on the screen.
extension TextKey {
    static func of(_ paper: Paper.Kind) -> TextKey {
        switch paper {
        case .admissionSheet: .paperAdmissionSheet
        case .wardGuide: .paperWardGuide
        case .wristband: .paperWristband
        case .depositReceipt: .paperDepositReceipt
        case .paymentSlip: .paperPaymentSlip
        case .dailyBill: .paperDailyBill
        case .itemisedList: .paperItemisedList
        case .settlementSlip: .paperSettlementSlip
        case .dischargeCertificate: .paperDischargeCertificate
        case .medicineCard: .paperMedicineCard
        case .report: .paperReport
        case .shiftReport: .paperShiftReport
        }
    }

    static func of(_ state: PrintState) -> TextKey {
        switch state {
        case .queued, .submitting: .printStateWaiting
        case .held: .printStateHeld
        case .submitted: .printStatePrinting
        case .printed, .decided(.printedAfterAll, _, _): .printStatePrinted
        case .refused: .printStateRefused
        case .unknown: .printStateUnknown
        // The job that stands in its place tells the rest.
        case .decided(.printedAgain, _, _): .printStatePrinted
        case .decided(.dropped, _, _): .printStateDropped
        }
    }

    /// What holds the printer, and what makes it go on.
    static func of(_ reason: PrinterReason) -> TextKey {
        switch reason {
        case .mediaEmpty: .reasonMediaEmpty
        case .mediaJam: .reasonMediaJam
        case .mediaNeeded: .reasonMediaNeeded
        case .coverOpen, .doorOpen: .reasonCoverOpen
        case .tonerEmpty: .reasonTonerEmpty
        case .tonerLow: .reasonTonerLow
        case .inputTrayMissing: .reasonTrayMissing
        case .outputFull: .reasonOutputFull
        case .paused: .reasonPaused
        case .connecting: .reasonConnecting
        case .offline: .reasonOffline
        case .queueUnfinished: .reasonQueueUnfinished
        case .other: .reasonOther
        }
    }

    static func of(_ trouble: PrintTrouble) -> TextKey {
        switch trouble {
        case .cancelledAtPrinter: .troubleCancelled
        case .aborted: .troubleAborted
        case .forgotten: .troubleForgotten
        case .cutOff: .troubleCutOff
        case .cannotReach: .troubleCannotReach
        case .cannotLayOut: .troubleCannotLayOut
        case .rejected: .troubleRejected
        }
    }

    static func of(_ cause: StaffPage.PrintRow.Cause) -> TextKey {
        switch cause {
        case .unknown(let trouble): of(trouble)
        case .held(.backlog): .troubleBacklog
        case .held(.absent): .troubleAbsent
        }
    }
}
