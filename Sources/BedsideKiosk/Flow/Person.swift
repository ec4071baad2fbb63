import BedsideDomain

/// Who stands at the screen, as far as a scan has told.
enum Person: Sendable {
    case nobody
    /// Holds an admission slip; nothing is stored yet.
    case arriving(AdmissionOrder)
    /// Showed a wristband.
    case patient(Encounter)
    /// Showed a specimen slip: may have that report and nothing else.
    case visitor(Encounter)
    case staff(StaffMember)

    var encounter: EncounterID? {
        switch self {
        case .nobody, .arriving, .staff: nil
        case .patient(let encounter), .visitor(let encounter): encounter.id
        }
    }

    var isKnown: Bool { if case .nobody = self { false } else { true } }

    /// Whether a code is this person's own, so that scanning it again only says "I am still here".
    func owns(_ credential: Credential) -> Bool {
        switch (self, credential) {
        case (.arriving(let order), .admissionSlip(let id)): order.id == id
        case (.patient(let encounter), .wristband(let id)): encounter.id == id
        case (.patient(let encounter), .admissionSlip(let id)): encounter.order.id == id
        case (.staff(let member), .staffBadge(let id)): member.id == id
        default: false
        }
    }
}
