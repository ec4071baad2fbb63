package import BedsideDomain

/// What the links tell the alarms of their terminal. Each returns at once; called in order, by one thread.
package struct LinkPorts: Sendable {
    /// Nil when that terminal does not belong to the ward any more.
    package var show: @Sendable (TerminalName, NeighbourNews?) -> Void
    package var sign: @Sendable (TerminalName, ScreenSign) -> Void
    package var fault: @Sendable (TerminalName, _ isPresent: Bool) -> Void
    /// Does what somebody at another terminal wants; answers when it is recorded and shown here.
    package var perform: @Sendable (TerminalName, LinkAct) async -> AlarmRefusal?
    /// Milliseconds since boot.
    package var uptime: @Sendable () -> Int64

    package init(
        show: @escaping @Sendable (TerminalName, NeighbourNews?) -> Void,
        sign: @escaping @Sendable (TerminalName, ScreenSign) -> Void,
        fault: @escaping @Sendable (TerminalName, _ isPresent: Bool) -> Void,
        perform: @escaping @Sendable (TerminalName, LinkAct) async -> AlarmRefusal?,
        uptime: @escaping @Sendable () -> Int64
    ) {
        self.show = show
        self.sign = sign
        self.fault = fault
        self.perform = perform
        self.uptime = uptime
    }
}
