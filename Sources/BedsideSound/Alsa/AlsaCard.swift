import CAlsa
import Glibc

/// A sound device by libasound's name.
struct AlsaCard: SoundCard {
    let device: String

    init(device: String) {
        self.device = device
        _ = Self.quiet
    }

    func open() throws(SoundFault) -> any SoundStream { try AlsaStream(device: device) }

    /// Once for the process: libasound writes every failed look to standard error otherwise.
    private static let quiet: Int32 = bedside_alsa_quiet()
}

extension SoundFault {
    /// What an error number of libasound means when a device is opened.
    init(opening error: Int32) {
        switch -error {
        // libasound says "invalid argument" for the number of a card that cannot be.
        case ENOENT, ENODEV, ENXIO, EINVAL: self = .missing
        case EBUSY, EAGAIN: self = .busy
        case EACCES, EPERM:
            self = .refused("the daemon has no right to it; its user has to be in the group `audio`.")
        default: self = .failed("\(Self.words(error)).")
        }
    }

    /// What it means afterwards.
    init(using error: Int32) {
        switch -error {
        case ENODEV, ENOENT, ENXIO: self = .missing
        default: self = .failed("\(Self.words(error)).")
        }
    }

    /// libasound's own words; they are fixed texts.
    static func words(_ error: Int32) -> String {
        guard let words = unsafe snd_strerror(error) else { return "error \(-error)" }
        return unsafe "\(String(cString: words)) (error \(-error))"
    }
}
