import BedsideDomain

/// How codes and their faults are called on the screen.
extension TextKey {
    /// Within a sentence: `这是{kind}`.
    static func of(_ kind: Credential.Kind) -> TextKey {
        switch kind {
        case .admissionSlip: .kindAdmissionSlip
        case .wristband: .kindWristband
        case .staffBadge: .kindStaffBadge
        case .specimenSlip: .kindSpecimenSlip
        case .residentID: .kindResidentID
        case .insuranceVoucher: .kindInsuranceVoucher
        case .paymentCode: .kindPaymentCode
        case .paymentSlip: .kindPaymentSlip
        }
    }

    /// At the head of a sentence: `{kind}没有扫清楚`.
    static func damaged(_ kind: Credential.Kind) -> TextKey {
        switch kind {
        case .admissionSlip: .damagedAdmissionSlip
        case .wristband: .damagedWristband
        case .staffBadge: .damagedStaffBadge
        case .specimenSlip: .damagedSpecimenSlip
        case .residentID: .damagedResidentID
        case .insuranceVoucher: .damagedInsuranceVoucher
        case .paymentCode: .damagedPaymentCode
        case .paymentSlip: .damagedPaymentSlip
        }
    }

    static func of(_ refusal: ScanRefusal) -> TextKey {
        switch refusal {
        case .empty: .scanEmpty
        case .tooLong: .scanTooLong
        case .controlCharacters: .scanControlCharacters
        case .notText: .scanNotText
        case .incomplete: .scanIncomplete
        case .overrun: .scanOverrun
        }
    }

    /// What is the matter, and what to do next.
    static func of(_ problem: KioskProblem.Kind) -> (heading: TextKey, next: TextKey) {
        switch problem {
        case .notFound: (.problemNotFound, .problemNotFoundNext)
        case .alreadyUsed: (.problemAlreadyUsed, .problemAlreadyUsedNext)
        case .bedTaken: (.problemBedTaken, .problemBedTakenNext)
        case .stayOver: (.problemStayOver, .problemStayOverNext)
        case .notYours: (.problemNotYours, .problemNotYoursNext)
        case .billChanged: (.problemBillChanged, .problemBillChangedNext)
        case .gateClosed: (.problemGateClosed, .problemGateClosedNext)
        case .insuranceDisagrees: (.problemInsuranceDisagrees, .problemInsuranceDisagreesNext)
        case .staffMustAgree: (.problemStaffMustAgree, .problemStaffMustAgreeNext)
        case .paymentStillOpen: (.problemPaymentStillOpen, .problemPaymentStillOpenNext)
        case .notPaid: (.problemNotPaid, .problemNotPaidNext)
        case .reportNotReleased: (.problemReportNotReleased, .problemReportNotReleasedNext)
        case .invalidInput: (.problemInvalidInput, .problemInvalidInputNext)
        case .printerUnavailable: (.problemPrinterUnavailable, .problemPrinterUnavailableNext)
        case .onlyAtTheBed: (.problemOnlyAtTheBed, .problemOnlyAtTheBedNext)
        case .stayElsewhere: (.problemStayElsewhere, .problemStayElsewhereNext)
        case .reportNotHere: (.problemReportNotHere, .problemReportNotHereNext)
        case .internalFault: (.problemInternalFault, .problemInternalFaultNext)
        }
    }
}
