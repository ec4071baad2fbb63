import BedsideDomain
import BedsideWire
import Foundation

@testable import BedsideDevices

/// A frame of each kind, as another terminal of the ward sends it.
private let frames = [
    #"{"hello":{"version":1,"terminal":"K-2"}}"#,
    #"{"pulse":{"at":500,"echo":499,"have":3,"shown":2,"screens":true}}"#,
    #"{"act":{"number":1,"at":500,"does":"shelve","alarm":"a","place":"12","time":30,"reason":"repair","staff":"N1"}}"#,
    #"{"answer":{"number":1,"refusal":"taken"}}"#,
    #"{"alarms":{"revision":4,"folded":1,"omitted":2,"held":[],"rows":[{"id":"a","place":"12","kind":"call","urgency":2,"#
        + #""about":"tap","state":"unacked","level":1,"times":1,"holder":"N1","reason":"","ageMs":1,"dueMs":2,"pausedMs":3,"#
        + #""asked":["K-1"]}]}}"#,
]

/// Made-up bytes are hardly ever JSON: each three of them put another byte into a true frame. Two frames go to one link,
/// with nothing but the link's own rules between them and the ward's screens.
func feedLinkFrame(_ bytes: [UInt8]) {
    let halves = bytes.split(separator: 0xFE, maxSplits: 1, omittingEmptySubsequences: false)
    let (own, peer) = (TerminalName(trusted: "K-1"), TerminalName(trusted: "K-2"))
    var link = WardLink(own: own, peer: peer, at: 1000)
    var neighbours = Neighbours(own: own)
    let connection = LinkConnection(1)
    var now: Int64 = 1000
    show(link.handle(.opened(connection), at: now))
    for half in halves {
        guard let message = message(damagedBy: Array(half)) else { continue }
        now += 400
        show(link.handle(.received(connection, message), at: now))
    }
    show(link.handle(.tick, at: now + 60_000))

    func show(_ actions: [LinkAction]) {
        for case .show(let news) in actions {
            _ = neighbours.take(news, of: peer)
            guard news.alarms?.rows.count ?? 0 <= LinkRules.mostRows else { fatalError("more rows than are kept") }
        }
        let board = neighbours.merged(into: AlarmBoard(revision: 1), at: now)
        _ = neighbours.sound(at: now)
        _ = neighbours.nextDue(after: now)
        guard board.rows.allSatisfy({ $0.terminal == peer }) else { fatalError("an alarm that is nobody's") }
    }
}

private func message(damagedBy bytes: [UInt8]) -> LinkMessage? {
    guard let choice = bytes.first else { return nil }
    var frame = Array(frames[Int(choice) % frames.count].utf8)
    for start in stride(from: 1, to: bytes.count - 2, by: 3) {
        frame[(Int(bytes[start]) << 8 | Int(bytes[start + 1])) % frame.count] = bytes[start + 2]
    }
    do { return try JSONDecoder().decode(LinkFrame.self, from: Data(frame)).message } catch { return nil }
}

/// About as long as a token is, of the signs that people type for its letters, and some that are none.
func feedEnrolmentToken(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let signs = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZiloz- é")
    let text = (1...(96 + Int(first) % 16)).map { signs[Int(bytes[$0 % bytes.count]) % signs.count] }
    guard let token = EnrolmentToken(text: String(text)) else { return }
    // What was taken is written and read again as the same.
    guard let again = EnrolmentToken(text: token.text), again.secret == token.secret, again.authority == token.authority
    else { fatalError("it does not come back") }
}

/// Reads of any length, cut by the input itself: no event is lost, and none comes twice.
func feedKeyEvents(_ bytes: [UInt8]) {
    var parser = KeyEventParser()
    var (events, fed) = (0, 0)
    for piece in bytes.split(separator: 0xFD, omittingEmptySubsequences: false) {
        fed += piece.count
        events += parser.feed(piece).count
    }
    guard events == fed / 24 else { fatalError("\(events) events of \(fed) bytes") }
}
