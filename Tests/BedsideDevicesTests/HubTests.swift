import Testing

/// Everything with real descriptors and threads, one after the other: some of it counts them.
@Suite(.serialized, .timeLimit(.minutes(1))) struct HubTests {}
