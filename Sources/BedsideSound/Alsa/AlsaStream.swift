import CAlsa
import Glibc

/// An open PCM of libasound, opened without waiting; this class is its one owner. Not Sendable: libasound's handles
/// belong to one thread.
@safe
final class AlsaStream: SoundStream {
    private let pcm: OpaquePointer
    let bufferLength: Duration

    /// The buffer that is asked for; the device may have a smaller one.
    private static let latency: Duration = .milliseconds(500)

    init(device: String) throws(SoundFault) {
        var opened: OpaquePointer?
        let error = unsafe snd_pcm_open(&opened, device, SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK)
        guard error >= 0, let opened = unsafe opened else { throw SoundFault(opening: error) }
        do throws(SoundFault) {
            bufferLength = try unsafe Self.prepare(opened)
        } catch {
            unsafe snd_pcm_close(opened)
            throw error
        }
        unsafe pcm = opened
    }

    deinit { unsafe snd_pcm_close(pcm) }

    func write(_ samples: [Int16], frames: Range<Int>) throws(SoundFault) -> Int {
        let valid = frames.clamped(to: 0..<samples.count / PcmFormat.channels)
        guard !valid.isEmpty else { return 0 }
        var taken = hand(samples, valid)
        if taken < 0, taken != -Int(EAGAIN) {
            try recover(Int32(taken))
            taken = hand(samples, valid)
        }
        if taken == -Int(EAGAIN) { return 0 }
        guard taken >= 0 else { throw SoundFault(using: Int32(taken)) }
        try begin()
        return taken
    }

    func unplayed() -> Int {
        var frames: snd_pcm_sframes_t = 0
        // An error is an underrun: everything was played.
        return unsafe snd_pcm_delay(pcm, &frames) < 0 ? 0 : frames
    }

    func cut() throws(SoundFault) {
        let dropped = unsafe snd_pcm_drop(pcm)
        guard dropped >= 0 else { return try recover(dropped) }
        let prepared = unsafe snd_pcm_prepare(pcm)
        guard prepared >= 0 else { throw SoundFault(using: prepared) }
    }

    private func hand(_ samples: [Int16], _ frames: Range<Int>) -> Int {
        unsafe samples.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            let first = unsafe base + frames.lowerBound * PcmFormat.channels
            return unsafe snd_pcm_writei(pcm, first, snd_pcm_uframes_t(frames.count))
        }
    }

    /// By itself a PCM starts only when its buffer is full, which a short burst never fills.
    private func begin() throws(SoundFault) {
        guard unsafe snd_pcm_state(pcm) == SND_PCM_STATE_PREPARED else { return }
        let error = unsafe snd_pcm_start(pcm)
        guard error >= 0 else { throw SoundFault(using: error) }
    }

    /// Goes on after an underrun, a suspended machine or an interrupted call; any other error stays one.
    private func recover(_ error: Int32) throws(SoundFault) {
        let recovered = unsafe snd_pcm_recover(pcm, error, 1)
        guard recovered >= 0 else { throw SoundFault(using: recovered) }
    }

    /// Sets the format and reads back how large the buffer became.
    private static func prepare(_ pcm: OpaquePointer) throws(SoundFault) -> Duration {
        let error = unsafe snd_pcm_set_params(
            pcm, SND_PCM_FORMAT_S16_LE, SND_PCM_ACCESS_RW_INTERLEAVED, UInt32(PcmFormat.channels),
            UInt32(PcmFormat.rate), 1, UInt32(latency / .microseconds(1)))
        switch -error {
        case ...0: break
        case EBUSY: throw .busy
        case EINVAL:
            throw .refused("it cannot play 16-bit stereo at 48 kHz; name it by `plughw:` instead of `hw:`.")
        default: throw SoundFault(using: error)
        }
        var (buffer, period): (snd_pcm_uframes_t, snd_pcm_uframes_t) = (0, 0)
        let read = unsafe snd_pcm_get_params(pcm, &buffer, &period)
        guard read >= 0 else { throw SoundFault(using: read) }
        return .seconds(Double(buffer) / Double(PcmFormat.rate))
    }
}
