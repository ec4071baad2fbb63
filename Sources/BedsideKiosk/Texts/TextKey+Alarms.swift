import BedsideDomain

/// How alarms are called on the nurses' screen.
extension TextKey {
    static func of(_ kind: AlarmKind) -> TextKey {
        switch kind {
        case .emergency: .alarmEmergency
        case .toilet: .alarmToilet
        case .call: .alarmCall
        case .service: .alarmService
        case .infusionEmpty: .alarmInfusionEmpty
        case .infusionStopped: .alarmInfusionStopped
        case .device: .alarmDevice
        case .technical(let fault): of(fault)
        }
    }

    static func of(_ fault: TechnicalFault) -> TextKey {
        switch fault {
        case .inputLost: .faultInputLost
        case .unstableInput: .faultUnstable
        case .batteryLow: .faultBattery
        case .unknownSource: .faultUnknown
        case .recordStore: .faultRecord
        case .screenLost: .faultScreenLost
        case .noScreen: .faultNoScreen
        case .sound: .faultSound
        case .audit: .faultAudit
        case .pathUnproven: .faultPath
        case .clock: .faultClock
        case .wardLink: .faultWardLink
        case .unknownDevice: .faultDevice
        }
    }

    static func of(_ priority: AlarmPriority) -> TextKey {
        switch priority {
        case .emergency: .urgencyEmergency
        case .infusion: .urgencyInfusion
        case .call: .urgencyCall
        case .technical: .urgencyTechnical
        }
    }

    static func of(_ refusal: AlarmRefusal) -> TextKey {
        switch refusal {
        case .gone: .refusalGone
        case .taken: .refusalTaken
        case .onlyAtTheBed: .refusalOnlyAtTheBed
        case .neverShelved: .refusalNeverShelved
        case .noReason: .refusalNoReason
        case .nobodyThere: .refusalNobodyThere
        case .emergencySounds: .refusalEmergency
        case .noContact: .refusalNoContact
        }
    }

    static func of(_ reason: HoldReason) -> TextKey {
        switch reason {
        case .repair: .holdRepair
        case .noSpare: .holdNoSpare
        case .notInUse: .holdNotInUse
        case .falseAlarms: .holdFalse
        case .cleaning: .holdCleaning
        }
    }
}
