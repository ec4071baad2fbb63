extension CentralSchema {
    /// Who keeps a stay, who asks for it, and what the wards tell beside money.
    static let stays: [SchemaStep.Part] = [
        // custody: kept by the keeper; free: given up, for anybody, and offered to the keeper if it names one; held:
        // promised to the one of the hold.
        .table(
            SchemaTable(
                name: "stays",
                columns: """
                    hospital TEXT NOT NULL,
                    encounter TEXT NOT NULL,
                    admission_order TEXT NOT NULL,
                    keeper TEXT,
                    custody TEXT NOT NULL CHECK (custody IN ('kept', 'free', 'held')),
                    hold BYTEA,
                    ward TEXT NOT NULL,
                    bed TEXT NOT NULL,
                    state TEXT NOT NULL,
                    state_ms BIGINT NOT NULL,
                    admitted_ms BIGINT NOT NULL,
                    confirmed_by TEXT NOT NULL,
                    phone TEXT NOT NULL,
                    consents TEXT NOT NULL,
                    CHECK ((custody = 'held') = (hold IS NOT NULL)),
                    CHECK (custody <> 'kept' OR keeper IS NOT NULL),
                    PRIMARY KEY (hospital, encounter)
                    """)),
        .table(
            SchemaTable(
                name: "holds",
                columns: """
                    hospital TEXT NOT NULL,
                    hold BYTEA NOT NULL,
                    encounter TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    expires_ms BIGINT NOT NULL,
                    ended_ms BIGINT,
                    ending TEXT CHECK (ending IN ('post', 'void')),
                    PRIMARY KEY (hospital, hold)
                    """)),
        .both("CREATE INDEX holds_open ON holds(hospital, expires_ms) WHERE ended_ms IS NULL"),
        // The newest wish for a stay: the keeper is asked once for all who want it.
        .table(
            SchemaTable(
                name: "takes",
                columns: """
                    hospital TEXT NOT NULL,
                    encounter TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    command TEXT NOT NULL,
                    until_ms BIGINT NOT NULL,
                    PRIMARY KEY (hospital, encounter)
                    """)),
        .table(
            SchemaTable(
                name: "disputes",
                columns: """
                    hospital TEXT NOT NULL,
                    dispute TEXT NOT NULL,
                    encounter TEXT NOT NULL,
                    charge TEXT NOT NULL,
                    reason TEXT NOT NULL,
                    opened_ms BIGINT NOT NULL,
                    answered_ms BIGINT,
                    PRIMARY KEY (hospital, dispute)
                    """)),
        .table(
            SchemaTable(
                name: "statements",
                columns: """
                    hospital TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    day TEXT NOT NULL,
                    epoch BYTEA NOT NULL,
                    seq BIGINT NOT NULL,
                    from_seq BIGINT NOT NULL,
                    to_seq BIGINT NOT NULL,
                    head_hash BYTEA NOT NULL,
                    events BIGINT NOT NULL,
                    paid TEXT NOT NULL,
                    refunded TEXT NOT NULL,
                    settled_fen BIGINT NOT NULL,
                    settlements BIGINT NOT NULL,
                    waiting BIGINT NOT NULL,
                    recv_ms BIGINT NOT NULL,
                    PRIMARY KEY (hospital, terminal, day, epoch, seq)
                    """, fixed: .everything)),
        // Rows of the feed that a terminal could not apply.
        .table(
            SchemaTable(
                name: "feed_refusals",
                columns: """
                    hospital TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    table_name TEXT NOT NULL,
                    key TEXT NOT NULL,
                    version BIGINT NOT NULL,
                    code TEXT NOT NULL,
                    recv_ms BIGINT NOT NULL,
                    PRIMARY KEY (hospital, terminal, table_name, key)
                    """)),
    ]
}
