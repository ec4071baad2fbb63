package import BedsideDomain
package import BedsideScreen

/// Everything that can happen to a ward screen's flow.
package enum WardEvent: Sendable {
    /// All open alarms, and the names of staff by badge. Ages run on by themselves from here.
    case board(AlarmBoard, names: [StaffID: String])
    /// The printers that wait for somebody; empty when none does.
    case printers([PrinterFault])
    case key(Key)
    /// A badge was scanned for this screen.
    case badge(StaffID)
    /// Something that is no badge was scanned for this screen; the answer to nothing.
    case foreignScan
    /// Answers to ``WardEffect/lookUp(_:)`` and ``WardEffect/logOn(_:pin:right:)``, in the order of the effects.
    case staff(StaffMember)
    case pinRefused(triesLeft: Int)
    case lockedOut(seconds: Int)
    /// There is no such badge, it is revoked, or it has no such right.
    case unknownBadge
    /// Answers to ``WardEffect/act(_:by:)``.
    case done
    case refused(AlarmRefusal)
    /// Something of ours did not work; the answer to any effect.
    case problem
    /// The client's terminal has this size now.
    case resized(Viewport)
    /// The deadline that the flow asked for has come.
    case tick
}

/// A printer that waits for somebody.
package struct PrinterFault: Sendable, Hashable {
    /// As staff know it: the tray or the queue.
    package var name: String
    package var reasons: [PrinterReason]

    package init(name: String, reasons: [PrinterReason]) {
        self.name = name
        self.reasons = reasons
    }
}

/// What the flow wants done.
package enum WardEffect: Sendable, Hashable {
    /// Whose badge is this? To hold it is enough for an alarm. Answer: `staff`, `unknownBadge`.
    case lookUp(StaffID)
    /// Badge number and PIN, typed. Answer: `staff`, `pinRefused`, `lockedOut`, `unknownBadge`.
    case logOn(StaffID, pin: Sensitive<String>, right: StaffRight)
    /// Answer: `done`, `refused`.
    case act(AlarmAct, by: StaffID)
}
