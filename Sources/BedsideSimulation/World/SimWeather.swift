/// How bad the network and the machines are: each number is "once in so many".
struct SimWeather {
    var lostRequest = 12
    var lostAnswer = 12
    var cut = 25
    var truncated = 40
    var duplicated = 12
    var failingDisk = 60
    var crash = 40
    /// Seconds that a way takes at most.
    var delay = 2.0

    /// After the storm.
    static let fair = SimWeather(
        lostRequest: .max, lostAnswer: .max, cut: .max, truncated: .max, duplicated: .max, failingDisk: .max,
        crash: .max,
        delay: 0.05)
}
