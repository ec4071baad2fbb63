@testable import BedsideDevices

extension ContactEvent {
    /// `press call 1`, `loop on`, `loop off`, `lost keypad absent`, `back keypad`.
    var word: String {
        switch self {
        case .pressed(let point, let count): "press \(point) \(count)"
        case .level(let point, let isActive): "\(point) \(isActive ? "on" : "off")"
        case .lost(let subject, let loss): "lost \(subject.word) \(loss.rawValue)"
        case .back(let subject): "back \(subject.word)"
        case .stranger(let input): "stranger \(input)"
        }
    }
}

extension ContactSubject {
    fileprivate var word: String {
        switch self {
        case .input(let name): name.text
        case .point(let name): name.text
        }
    }
}

extension ContactPoint {
    /// A button.
    init(_ name: String, _ address: ContactAddress, _ mode: Mode = .momentary, debounce: Duration = .milliseconds(30))
        throws
    {
        self.init(name: try PointName(name), address: address, mode: mode, debounce: debounce)
    }
}

extension ContactInput {
    init(_ name: String, _ link: ContactLink, supervision: Duration = .seconds(10), _ points: ContactPoint...) throws {
        self.init(name: try InputName(name), link: link, points: points, supervision: supervision)
    }
}

/// One input on its thread, and its events as words, one by one.
final class ContactRig {
    let outlet = ContactOutlet()
    private let runner: ContactRunner
    private var words: [String] = []
    private var isStopped = false

    init(_ input: ContactInput, _ line: any ContactLine) throws {
        runner = try ContactRunner(name: input.name, line: line, outlet: outlet)
        runner.start()
    }

    deinit { stop() }

    var figures: ContactFigures { runner.counters.figures }

    func stop() {
        guard !isStopped else { return }
        isStopped = true
        runner.ring()
        runner.join()
        outlet.finish()
    }

    /// The next event; nil at the end.
    func next() async -> String? {
        if words.isEmpty { words = (await outlet.next() ?? []).map(\.word) }
        return words.isEmpty ? nil : words.removeFirst()
    }

    /// The next events, as many as asked for.
    func next(_ count: Int) async -> [String] {
        var all: [String] = []
        for _ in 0..<count {
            guard let word = await next() else { break }
            all.append(word)
        }
        return all
    }
}
