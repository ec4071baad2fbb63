/// Everything that reads bytes from outside.
enum FuzzTarget: String, CaseIterable {
    case wedge, serial, payload, stripe
    case hidDescriptor = "hid-descriptor"
    case hidReports = "hid-reports"
    case identityCard = "identity-card"
    case smartCard = "smart-card"
    case wardBus = "ward-bus"
    case infusion
    case gs1, credential
    case receiptPrinter = "receipt-printer"
    case terminal
    case keyEvents = "key-events"
    case linkFrame = "link-frame"
    case enrolmentToken = "enrolment-token"

    func feed(_ bytes: [UInt8]) {
        switch self {
        case .wedge: feedWedge(bytes)
        case .serial: feedSerial(bytes)
        case .payload: feedPayload(bytes)
        case .stripe: feedStripe(bytes)
        case .hidDescriptor: feedDescriptor(bytes)
        case .hidReports: feedReports(bytes)
        case .identityCard: feedIdentityCard(bytes)
        case .smartCard: feedSmartCard(bytes)
        case .wardBus: feedWardBus(bytes)
        case .infusion: feedInfusion(bytes)
        case .gs1: feedGS1(bytes)
        case .credential: feedCredential(bytes)
        case .receiptPrinter: feedReceiptPrinter(bytes)
        case .terminal: feedTerminal(bytes)
        case .keyEvents: feedKeyEvents(bytes)
        case .linkFrame: feedLinkFrame(bytes)
        case .enrolmentToken: feedEnrolmentToken(bytes)
        }
    }
}
