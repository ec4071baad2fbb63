import BedsideDomain

/// How the hospital's own words are called on the screen.
extension TextKey {
    static func of(_ sex: Sex) -> TextKey {
        switch sex {
        case .male: .sexMale
        case .female: .sexFemale
        }
    }

    static func of(_ payer: PayerClass) -> TextKey {
        switch payer {
        case .selfPay: .payerSelfPay
        case .employee: .payerEmployee
        case .resident: .payerResident
        }
    }

    static func of(_ insuranceClass: InsuranceClass) -> TextKey {
        switch insuranceClass {
        case .a: .priceClassA
        case .b: .priceClassB
        case .c: .priceClassC
        }
    }

    static func of(_ channel: PaymentChannel) -> TextKey {
        switch channel {
        case .wallet: .channelWallet
        case .cashier: .channelCashier
        }
    }

    static func of(_ reason: Dispute.Reason) -> TextKey {
        switch reason {
        case .notReceived: .disputeNotReceived
        case .wrongQuantity: .disputeWrongQuantity
        case .wrongPrice: .disputeWrongPrice
        case .other: .disputeOther
        }
    }

    static func of(_ helper: DischargeGate.Helper) -> TextKey {
        switch helper {
        case .doctor: .helperDoctor
        case .nurse: .helperNurse
        case .pharmacy: .helperPharmacy
        case .billingOffice: .helperBillingOffice
        case .insuranceOffice: .helperInsuranceOffice
        case .cashier: .helperCashier
        }
    }

    static func of(_ gate: DischargeGate.Kind) -> TextKey {
        switch gate {
        case .dischargeOrdered: .gateDischargeOrdered
        case .certificateWritten: .gateCertificateWritten
        case .drugOrdersClosed: .gateDrugOrdersClosed
        case .ordersExecuted: .gateOrdersExecuted
        case .returnsConfirmed: .gateReturnsConfirmed
        case .chargesRecorded: .gateChargesRecorded
        case .disputesAnswered: .gateDisputesAnswered
        case .insuranceReady: .gateInsuranceReady
        case .paymentsFinished: .gatePaymentsFinished
        }
    }

    /// Title and text of a consent.
    static func of(_ consent: Consent) -> (title: TextKey, text: TextKey) {
        switch consent {
        case .wardRules: (.consentWardRulesTitle, .consentWardRulesText)
        case .personalData: (.consentPersonalDataTitle, .consentPersonalDataText)
        case .fees: (.consentFeesTitle, .consentFeesText)
        }
    }
}
