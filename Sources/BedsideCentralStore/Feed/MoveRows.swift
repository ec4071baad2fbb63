import BedsideDomain

extension CentralTransaction {
    /// Everything of a stay that came by import goes to another ward's scope: `leave` rows there, full rows here. The row
    /// of ``FeedTable/stays`` is published by whoever keeps the stays.
    ///
    /// - Parameter bed: the slip then says the new place, because the new ward's terminals do not know the old beds.
    func moveRows(
        of encounter: EncounterID, to ward: WardID, bed: BedID?, in hospital: HospitalID, at moment: Timestamp
    ) throws(CentralError) {
        _ = try lockFeed(hospital)
        let rank = [String: Int](
            FeedTable.imported.enumerated().map { ($0.element.rawValue, $0.offset) }
        ) { first, _ in first }
        let rows = try rows(
            """
            SELECT tbl, key, digest, body, seq FROM feed
            WHERE hospital = $1 AND encounter = $2 AND body IS NOT NULL AND tbl <> 'stays'
            """, [.id(hospital), .id(encounter)])
        let puts = try rows.map { row throws(CentralError) in
            let table = FeedTable(rawValue: try row.text(0))
            var body = try row.text(3)
            if table == .admissionOrders, let bed { body = try placed(body, ward, bed) }
            return (
                FeedPut(
                    table: table, key: try row.text(1), scope: .ward(ward), body: body, encounter: encounter,
                    digest: try row.optionalFixed(2)), try row.int(4)
            )
        }
        let order = puts.sorted {
            (rank[$0.0.table.rawValue] ?? .max, $0.1) < (rank[$1.0.table.rawValue] ?? .max, $1.1)
        }
        try publish(order.map(\.0), in: hospital, at: moment)
    }

    private func placed(_ slip: String, _ ward: WardID, _ bed: BedID) throws(CentralError) -> String {
        guard let moved = movedSlip(slip, ward: ward, bed: bed) else {
            throw CentralError.damaged("a slip of the feed is no JSON object")
        }
        return moved
    }
}
