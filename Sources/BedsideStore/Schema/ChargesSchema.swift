import BedsideDomain

extension SchemaText {
    /// The rule of one line, in SQL: half away from zero. Integer division truncates towards zero.
    private static func rounded(_ product: String) -> String {
        "(\(product) + CASE WHEN \(product) < 0 THEN -5000 ELSE 5000 END) / 10000"
    }

    /// Price lists and charges. A stay's charges lie together in the order of its bill, so that a bill is one short scan
    /// whatever else the store holds.
    static let charges =
        """
        CREATE TABLE price_versions(
            number INTEGER PRIMARY KEY CHECK (number > 0),
            effective_day INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX price_versions_effective ON price_versions(effective_day, number);
        \(appendOnly("price_versions"))

        CREATE TABLE price_items(
            version INTEGER NOT NULL REFERENCES price_versions(number),
            id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            pinyin TEXT NOT NULL CHECK (length(pinyin) BETWEEN 1 AND 60 AND pinyin NOT GLOB '*[^a-z0-9]*'),
            unit TEXT NOT NULL CHECK (length(unit) BETWEEN 1 AND 20),
            price_fen INTEGER NOT NULL CHECK (price_fen BETWEEN 0 AND 1000000000000),
            category TEXT NOT NULL CHECK (category IN (\(words(ChargeCategory.self)))),
            insurance_class TEXT NOT NULL CHECK (insurance_class IN (\(words(InsuranceClass.self)))),
            national_code TEXT NOT NULL CHECK (length(national_code) <= 64),
            PRIMARY KEY (version, id),
            UNIQUE (version, id, price_fen)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX price_items_pinyin ON price_items(version, pinyin);
        CREATE INDEX price_items_code ON price_items(version, id COLLATE NOCASE);
        CREATE INDEX price_items_national ON price_items(version, national_code COLLATE NOCASE);
        \(appendOnly("price_items"))

        CREATE TABLE charges(
            encounter TEXT NOT NULL REFERENCES admission_orders(encounter),
            day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 84371),
            charged_ms INTEGER NOT NULL,
            id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
            item TEXT NOT NULL,
            price_version INTEGER NOT NULL,
            quantity INTEGER NOT NULL CHECK (quantity <> 0 AND abs(quantity) <= 1000000000000),
            unit_price_fen INTEGER NOT NULL,
            amount_fen INTEGER NOT NULL
                CHECK (amount_fen = \(rounded("quantity * unit_price_fen")) AND abs(amount_fen) <= 1000000000000),
            self_pay_percent INTEGER NOT NULL CHECK (self_pay_percent BETWEEN 0 AND 100),
            self_pay_fen INTEGER NOT NULL CHECK (self_pay_fen = \(rounded("self_pay_percent * 100 * amount_fen"))),
            order_reference TEXT NOT NULL CHECK (length(order_reference) <= 64),
            reverses TEXT REFERENCES charges(id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (encounter, day, charged_ms, id),
            -- Priced as the version that it names says.
            FOREIGN KEY (price_version, item, unit_price_fen) REFERENCES price_items(version, id, price_fen),
            CHECK ((quantity < 0) = (reverses IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX charges_reversing ON charges(reverses) WHERE reverses IS NOT NULL;
        \(appendOnly("charges"))
        CREATE TRIGGER charges_of_open_stays BEFORE INSERT ON charges
            WHEN EXISTS (SELECT 1 FROM encounters WHERE number = NEW.encounter AND state IN ('settled', 'cancelled'))
            BEGIN SELECT RAISE(ABORT, 'this stay is over'); END;

        CREATE TABLE disputes(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            encounter TEXT NOT NULL REFERENCES encounters(number),
            charge TEXT NOT NULL REFERENCES charges(id),
            reason TEXT NOT NULL CHECK (reason IN (\(words(Dispute.Reason.self)))),
            opened_ms INTEGER NOT NULL,
            resolved_ms INTEGER CHECK (resolved_ms >= opened_ms)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX disputes_open ON disputes(encounter, charge) WHERE resolved_ms IS NULL;
        CREATE INDEX disputes_of_charge ON disputes(charge);
        CREATE TRIGGER disputes_final BEFORE UPDATE ON disputes
            WHEN OLD.resolved_ms IS NOT NULL OR NEW.id <> OLD.id OR NEW.encounter <> OLD.encounter
                OR NEW.charge <> OLD.charge OR NEW.reason <> OLD.reason OR NEW.opened_ms <> OLD.opened_ms
            BEGIN SELECT RAISE(ABORT, 'a dispute is answered once'); END;
        CREATE TRIGGER disputes_kept BEFORE DELETE ON disputes BEGIN SELECT RAISE(ABORT, 'disputes are kept'); END;
        """
}
