// Barcodes and QR codes as marks.

extension Typesetter {
    /// The narrowest bar that a 203 dpi head and a handheld reader still agree on, in millimetres.
    private static let narrowestModule = 0.19

    /// Throws ``PrintingError`` `doesNotFit` when even the narrowest bars would not fit.
    func brick(of barcode: Barcode, width: Double) throws(PrintingError) -> Brick {
        let symbol = try Code128(barcode.text)
        let modules = Double(symbol.moduleCount + 2 * Code128.quietZone)
        let module = min(points(barcode.module), width / modules)
        guard module >= points(Self.narrowestModule) else {
            throw PrintingError(
                .doesNotFit,
                "A barcode of \(Int(modules)) modules does not fit \(Int(width)) points; widen it or shorten the text.")
        }
        let left = offset(of: module * modules, within: width, barcode.alignment)
        var x = left + module * Double(Code128.quietZone)
        var stripes: [Mark.Stripe] = []
        for (index, widthInModules) in symbol.widths.enumerated() {
            let width = module * Double(widthInModules)
            if index.isMultiple(of: 2) { stripes.append(Mark.Stripe(x: x, width: width)) }
            x += width
        }
        let height = points(barcode.height)
        var brick = Brick(
            height: height + 1, gapAbove: points(1), marks: [.bars(y: 0, height: height, stripes: stripes)])
        if barcode.showsText {
            let text = SetText(
                barcode.text, size: size(.small), width: max(module * modules, points(10)), alignment: .centre)
            brick.marks.append(.text(text, x: left, y: height + 1))
            brick.height += try self.height(of: text)
        }
        return brick
    }

    func brick(of code: TwoDimensionalCode, width: Double) throws(PrintingError) -> Brick {
        let quietZone = 4
        let matrix = try QRMatrix(code.payload)
        let side = points(code.side)
        guard side <= width + 0.5 else {
            throw PrintingError(.doesNotFit, "A QR code of \(Int(side)) points does not fit \(Int(width)) points.")
        }
        let module = side / Double(matrix.side + 2 * quietZone)
        let left = offset(of: side, within: width, code.alignment)
        let inset = module * Double(quietZone)
        var brick = Brick(height: side, marks: [.qr(matrix, x: left + inset, y: inset, module: module)])
        if let caption = code.caption {
            let text = SetText(caption, size: size(.tiny), width: max(side, points(20)), alignment: .centre)
            brick.marks.append(.text(text, x: offset(of: text.width, within: width, code.alignment), y: side))
            brick.height += try height(of: text)
        }
        return brick
    }

    private func offset(of inner: Double, within outer: Double, _ alignment: Alignment) -> Double {
        switch alignment {
        case .leading: 0
        case .centre: max(0, (outer - inner) / 2)
        case .trailing: max(0, outer - inner)
        }
    }
}
