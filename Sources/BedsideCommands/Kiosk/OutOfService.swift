package import BedsideScreen

/// What a patient reads when the daemon does not answer. It stands in the program itself, in both languages: the texts'
/// files belong to the daemon.
package enum OutOfService {
    package static let screen = Screen(
        name: "out-of-service", tone: .caution, heading: "本机暂停服务  Out of service",
        blocks: [
            .text("需要帮助时，请大声呼叫护士，或按床头呼叫铃。", emphasis: .strong), .gap,
            .text("If you need help, call the nurse by voice or press the bell at your bed.", emphasis: .strong), .gap,
            .text("本机正在自动恢复。This terminal is coming back by itself.", emphasis: .quiet),
        ], wipes: true)
}
