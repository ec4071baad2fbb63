import BedsideDomain
import BedsideTransport
import NIOCore

/// What the links keep between two events.
struct LinksState {
    var tls: LinkTLS?
    var links: [TerminalName: WardLink] = [:]
    var addresses: [TerminalName: LinkAddress] = [:]
    var connections: [LinkConnection: Connection] = [:]
    var coder = FrameCoder()
    var server: (any Channel)?
    var armed: Int64?
    var timer: Scheduled<Void>?
    var isEnded = false
    /// What was complained of last, by terminal: a trouble that stays is told once, not with every try.
    private var complaints: [String: String] = [:]
    private var nextConnection: UInt64 = 0
    private var nextTicket: UInt64 = 0
    private var waiting: [LinkTicket: CheckedContinuation<AlarmRefusal?, Never>] = [:]

    struct Connection {
        let channel: any Channel
        /// Whom it was dialled for; nil for one that was accepted.
        let dialled: TerminalName?
        /// Who it is, once both ends' certificates are checked.
        var peer: TerminalName?
    }

    /// Accepted connections that have not said who they are; more than a ward has terminals is an attack.
    static let mostStrangers = 64

    var strangers: Int { connections.values.count { $0.peer == nil && $0.dialled == nil } }

    mutating func connect(_ channel: any Channel, for dialled: TerminalName?) -> LinkConnection {
        nextConnection += 1
        let connection = LinkConnection(nextConnection)
        connections[connection] = Connection(channel: channel, dialled: dialled, peer: nil)
        return connection
    }

    /// True when that is news. Of strangers there is one entry for all.
    mutating func complain(_ terminal: TerminalName?, _ what: String) -> Bool {
        complaints.updateValue(what, forKey: terminal?.text ?? "?") != what
    }

    mutating func praise(_ terminal: TerminalName) { complaints[terminal.text] = nil }

    /// Nil after the end: nobody would ever answer.
    mutating func wait(_ continuation: CheckedContinuation<AlarmRefusal?, Never>) -> LinkTicket? {
        guard !isEnded else { return nil }
        nextTicket += 1
        let ticket = LinkTicket(nextTicket)
        waiting[ticket] = continuation
        return ticket
    }

    mutating func waiter(_ ticket: LinkTicket) -> CheckedContinuation<AlarmRefusal?, Never>? {
        waiting.removeValue(forKey: ticket)
    }

    /// Everything that must be told and closed at the end.
    mutating func end() -> (channels: [any Channel], waiters: [CheckedContinuation<AlarmRefusal?, Never>]) {
        isEnded = true
        timer?.cancel()
        defer {
            connections = [:]
            waiting = [:]
            links = [:]
            server = nil
        }
        return (connections.values.map(\.channel) + [server].compactMap(\.self), Array(waiting.values))
    }
}
