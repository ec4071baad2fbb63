import BedsideWire
import Testing

@Suite("The text form of Prometheus")
struct MetricTests {
    @Test("head, labels and values; whole numbers without a point; a number that is not known is left out")
    func text() {
        let text = Metric.text([
            Metric("bedside_up", "It answers.", 1),
            Metric("bedside_unknown", "Nobody knows.", []),
            Metric(
                "bedside_queue_total", "Of queues.", kind: .counter,
                [.init(2.5, ["queue": "ward", "state": "idle"]), .init(-3)]),
        ])
        #expect(
            text == """
                # HELP bedside_up It answers.
                # TYPE bedside_up gauge
                bedside_up 1
                # HELP bedside_queue_total Of queues.
                # TYPE bedside_queue_total counter
                bedside_queue_total{queue="ward",state="idle"} 2.5
                bedside_queue_total -3

                """)
    }

    @Test("what a label holds cannot end it: quotes, backslashes and line breaks are escaped")
    func escapes() {
        let lines = Metric("a", "b", [.init(1, ["c": "x\"y\\z\n# HELP evil"])]).lines
        #expect(lines.last == #"a{c="x\"y\\z\n# HELP evil"} 1"#)
    }

    @Test("numbers that no integer holds")
    func numbers() {
        let values = [1e300, .infinity, 9_007_199_254_740_992, -0.25].map { (value: Double) in
            Metric("a", "b", [.init(value)]).lines.last
        }
        #expect(values == ["a 1e+300", "a inf", "a 9007199254740992.0", "a -0.25"])
    }
}
