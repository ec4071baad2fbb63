import BedsideDomain

/// A sound configuration that cannot be, or a sound device that does not sound.
package struct SoundError: TellingError, Equatable {
    /// What went wrong, by name.
    package enum Code: String, Sendable, CaseIterable {
        case invalidDevice = "invalid-sound-device"
        case invalidVolume = "invalid-sound-volume"
        case deviceMissing = "sound-device-missing"
        case deviceBusy = "sound-device-busy"
        case deviceRefused = "sound-device-refused"
        case deviceFailed = "sound-device-failed"
        case notAnswering = "sound-device-not-answering"
    }

    package let code: Code
    package let sentence: String
    package var codeText: String { code.rawValue }
    package var cause: (any Error)? { nil }

    package init(_ code: Code, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }

    /// What staff and IT are told about a fault of the configured device.
    package init(_ fault: SoundFault, of device: String) {
        let what = "The alarm sound device \(device)"
        switch fault {
        case .missing:
            self.init(
                .deviceMissing,
                "\(what) is not there; plug it in or name one that `aplay -L` lists. It is tried again by itself.")
        case .busy:
            self.init(
                .deviceBusy,
                "\(what) is held by another program; end that program or name a shared device. It is tried again by itself."
            )
        case .refused(let sentence): self.init(.deviceRefused, "\(what) cannot be used: \(sentence)")
        case .failed(let sentence):
            self.init(.deviceFailed, "\(what) does not play: \(sentence) It is tried again by itself.")
        case .notAnswering:
            self.init(
                .notAnswering, "\(what) holds up its driver without an answer; unplug it or restart the terminal.")
        }
    }
}
