import BedsideDomain
import BedsideSync
import BedsideWire

/// A terminal in the simulation: a disk, and what a run of the program has in memory.
struct SimKiosk {
    let name: TerminalName
    let ward: WardID
    /// A copy of another one's disk that runs beside it.
    let isClone: Bool
    var disk: MemoryStore
    var certificate: Int
    /// The wall clock's error in milliseconds.
    var wallError: Int64 = 0
    /// Counts runs: what an earlier run waited for does not reach a later one.
    var run = 0
    var isOn = true
    /// The disk was an older copy and no new enrolment's snapshot came yet, or it is a clone: what it thinks it keeps, it may not.
    var isStale = false
    /// No way to the central store until then.
    var cutUntil: Duration = .zero
    var uplink: Uplink
    var downlink: Downlink
    var takes: [EncounterID: StayTake] = [:]
    /// Acknowledged by the central store in this epoch, for the invariant; a restore of the central store clears it.
    var highestAck: Int64 = 0
    var sawNoCertificate = false

    init(_ name: TerminalName, ward: WardID, isClone: Bool = false, disk: MemoryStore, certificate: Int, pace: SyncPace)
    {
        self.name = name
        self.ward = ward
        self.isClone = isClone
        self.disk = disk
        self.certificate = certificate
        uplink = Uplink(pace, stopped: disk.stopReason)
        downlink = Downlink(pace)
    }

    /// The program starts anew: nothing but the disk is left.
    mutating func restart(_ pace: SyncPace) {
        run += 1
        uplink = Uplink(pace, stopped: disk.stopReason)
        downlink = Downlink(pace)
        takes = [:]
    }

    var isStopped: Bool { disk.stopReason != nil || sawNoCertificate }
}

/// What reaches a terminal's program, or the world.
enum Happening {
    case up(UplinkEvent)
    case down(DownlinkEvent)
    case take(EncounterID, StayTakeEvent)
    /// A person at the terminal, or its own housekeeping.
    case act
}

/// A request on its way.
enum SimRequest {
    case up(UpRequest)
    case down(FeedCursor, wait: Int)
    case snapshot
    case take(EncounterID, wait: Int)
    case post(OperationID)
}

/// What became of it.
enum SimAnswer {
    case up(UpAnswer)
    case down(DownAnswer)
    case snapshot([FeedRow], FeedCursor)
    case take(TakeAnswer)
    case posted
    case failed(LineError)
}
