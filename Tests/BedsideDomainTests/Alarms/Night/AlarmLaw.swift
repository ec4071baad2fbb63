/// The invariants of alarms.md 5.6.
enum AlarmLaw: String, Sendable, CaseIterable {
    case i1 = "I1: every raise has a record and an annunciation"
    case i2 = "I2: what is present and not attended can be seen"
    case i3 = "I3: every open alarm has one armed deadline"
    case i4 = "I4: an accept or a pause silences nothing later or higher"
    case i5 = "I5: nothing closes but by who may close it; a lost input closes nothing"
    case i6 = "I6: a deadline never moves later but by accept, attend and hold"
    case i7 = "I7: the journal replayed gives the same state"
    case i8 = "I8: records that come twice or in another order give the same state"
    case i9 = "I9: an emergency is never grouped, held, delayed or paused"
    case i10 = "I10: somebody is always asked"
    case i11 = "I11: the most urgent comes first"
    case i12 = "I12: a crash loses nothing that was annunciated"
}
