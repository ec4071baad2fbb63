extension CentralSchema {
    /// Payments, refunds and the ledger. Fen, whole numbers; nothing is ever deleted.
    static let money: [SchemaStep.Part] = [
        .table(
            SchemaTable(
                name: "payments",
                columns: """
                    hospital TEXT NOT NULL,
                    payment TEXT NOT NULL,
                    encounter TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    channel TEXT NOT NULL,
                    purpose TEXT NOT NULL,
                    fingerprint TEXT NOT NULL,
                    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
                    state TEXT NOT NULL CHECK (state IN ('created', 'paid', 'closed')),
                    created_ms BIGINT NOT NULL,
                    paid_ms BIGINT,
                    reference TEXT,
                    reason TEXT,
                    recv_ms BIGINT NOT NULL,
                    contradicted TEXT,
                    PRIMARY KEY (hospital, payment)
                    """, isPartitioned: true)),
        .both("CREATE INDEX payments_of ON payments(hospital, encounter)"),
        .both("CREATE INDEX payments_day ON payments(hospital, paid_ms)"),
        .table(
            SchemaTable(
                name: "refunds",
                columns: """
                    hospital TEXT NOT NULL,
                    refund TEXT NOT NULL,
                    payment TEXT NOT NULL,
                    encounter TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    channel TEXT NOT NULL,
                    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
                    state TEXT NOT NULL CHECK (state IN ('done', 'refused')),
                    at_ms BIGINT NOT NULL,
                    recv_ms BIGINT NOT NULL,
                    PRIMARY KEY (hospital, refund)
                    """)),
        .table(
            SchemaTable(
                name: "settlements",
                columns: """
                    hospital TEXT NOT NULL,
                    encounter TEXT NOT NULL,
                    settlement TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    total_fen BIGINT NOT NULL,
                    insurance_fen BIGINT NOT NULL,
                    account_fen BIGINT NOT NULL,
                    deposits_fen BIGINT NOT NULL,
                    due_fen BIGINT NOT NULL,
                    fingerprint TEXT NOT NULL,
                    agreed_by TEXT,
                    settled_ms BIGINT NOT NULL,
                    recv_ms BIGINT NOT NULL,
                    PRIMARY KEY (hospital, encounter)
                    """, fixed: .everything)),
        // sync.md 2.1. A pending transfer is resolved by one post or one void, never by both.
        .table(
            SchemaTable(
                name: "transfers",
                columns: """
                    hospital TEXT NOT NULL,
                    id BYTEA NOT NULL CHECK (length(id) = 16),
                    debit TEXT NOT NULL,
                    credit TEXT NOT NULL CHECK (credit <> debit),
                    amount_fen BIGINT NOT NULL CHECK (amount_fen >= 0),
                    mode TEXT NOT NULL CHECK (mode IN ('single', 'pending', 'post', 'void')),
                    pending_id BYTEA,
                    expires_ms BIGINT,
                    purpose TEXT NOT NULL,
                    reference TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    at_ms BIGINT NOT NULL,
                    CHECK ((mode IN ('post', 'void')) = (pending_id IS NOT NULL)),
                    CHECK ((mode = 'pending') = (expires_ms IS NOT NULL)),
                    PRIMARY KEY (hospital, id)
                    """, isPartitioned: true, fixed: .everything)),
        .both(
            "CREATE UNIQUE INDEX transfers_resolve_once ON transfers(hospital, pending_id) WHERE pending_id IS NOT NULL"
        ),
        .both("CREATE INDEX transfers_debit ON transfers(hospital, debit)"),
        .both("CREATE INDEX transfers_credit ON transfers(hospital, credit)"),
        // Sums of the accounts that may never go below zero. What is promised to another is as good as gone.
        .table(
            SchemaTable(
                name: "accounts",
                columns: """
                    hospital TEXT NOT NULL,
                    account TEXT NOT NULL,
                    debits_fen BIGINT NOT NULL CHECK (debits_fen >= 0),
                    credits_fen BIGINT NOT NULL CHECK (credits_fen >= 0),
                    debits_pending_fen BIGINT NOT NULL CHECK (debits_pending_fen >= 0),
                    CHECK (debits_fen + debits_pending_fen <= credits_fen),
                    PRIMARY KEY (hospital, account)
                    """)),
    ]
}
