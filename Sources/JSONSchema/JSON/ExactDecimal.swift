/// A decimal number of any size: `±0.d₁d₂d₃… × 10^exponent`, without zeros at either end of the digits.
struct ExactDecimal: Hashable, Sendable {
  var isNegative: Bool
  var digits: [UInt8]
  var exponent: Int

  /// Beyond this an exponent is held to be this: no text that fits a memory can tell the difference otherwise.
  private static let exponentLimit = Int.max / 8

  init(_ value: Int64) { self.init(String(value)) }

  /// Reads the text of a JSON number.
  init(_ text: String) {
    isNegative = false
    digits = []
    exponent = 0
    var integerDigits = 0
    var seenPoint = false
    var power = 0
    var powerIsNegative = false
    var inPower = false
    for byte in text.utf8 {
      switch byte {
      case 0x2D: if inPower { powerIsNegative = true } else { isNegative = true }
      case 0x2E: seenPoint = true
      case 0x45, 0x65: inPower = true
      case 0x30...0x39 where inPower:
        if power < Self.exponentLimit / 10 { power = power * 10 + Int(byte - 0x30) }
      case 0x30...0x39:
        digits.append(byte - 0x30)
        if !seenPoint { integerDigits += 1 }
      default: break
      }
    }
    exponent = integerDigits + (powerIsNegative ? -power : power)
    normalize()
  }

  private mutating func normalize() {
    while digits.last == 0 { digits.removeLast() }
    if let first = digits.firstIndex(where: { $0 != 0 }) {
      digits.removeFirst(first)
      exponent -= first
    } else {
      isNegative = false
      exponent = 0
    }
  }

  var isZero: Bool { digits.isEmpty }

  var isInteger: Bool { digits.isEmpty || digits.count <= exponent }

  /// The value where it is whole and fits.
  var int64: Int64? {
    guard isInteger, exponent <= 19 else { return nil }
    var value: Int64 = 0
    for place in 0..<exponent {
      let digit = place < digits.count ? Int64(digits[place]) : 0
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }
}

extension ExactDecimal: Comparable {
  static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isMagnitudeLess(than: left) : left.isMagnitudeLess(than: right)
  }

  private func isMagnitudeLess(than other: ExactDecimal) -> Bool {
    if isZero || other.isZero { return isZero && !other.isZero }
    if exponent != other.exponent { return exponent < other.exponent }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}

extension ExactDecimal {
  /// Whether the value is a whole multiple of another.
  func isMultiple(of divisor: ExactDecimal) -> Bool {
    if divisor.isZero { return false }
    if isZero { return true }
    // Both are whole numbers without a zero at their end, times a power of ten.
    let shift = (exponent - digits.count) - (divisor.exponent - divisor.digits.count)
    guard shift >= 0 else { return false }
    // More tens than the divisor can have factors of two or five change nothing.
    let zeros = min(shift, divisor.digits.count * 4)
    if divisor.digits.count <= 18 {
      return remainder(zeros: zeros, modulo: divisor.digits.reduce(0) { $0 * 10 + UInt64($1) }) == 0
    }
    return hasNoRemainder(zeros: zeros, modulo: WideInteger(digits: divisor.digits))
  }

  private func remainder(zeros: Int, modulo divisor: UInt64) -> UInt64 {
    var rest: UInt64 = 0
    for digit in digits { rest = (rest * 10 + UInt64(digit)) % divisor }
    for _ in 0..<zeros { rest = rest * 10 % divisor }
    return rest
  }

  private func hasNoRemainder(zeros: Int, modulo divisor: WideInteger) -> Bool {
    var rest = WideInteger(digits: [])
    for digit in digits { rest.append(digit: digit, modulo: divisor) }
    for _ in 0..<zeros { rest.append(digit: 0, modulo: divisor) }
    return rest.isZero
  }
}

/// A whole number of any size, for remainders.
private struct WideInteger {
  var limbs: [UInt32] = []

  init(digits: [UInt8]) {
    for digit in digits { multiplyByTen(adding: digit) }
  }

  var isZero: Bool { limbs.isEmpty }

  mutating func append(digit: UInt8, modulo divisor: WideInteger) {
    multiplyByTen(adding: digit)
    while !isLess(than: divisor) { subtract(divisor) }
  }

  private mutating func multiplyByTen(adding digit: UInt8) {
    var carry = UInt64(digit)
    for index in limbs.indices {
      carry += UInt64(limbs[index]) * 10
      limbs[index] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  private func isLess(than other: WideInteger) -> Bool {
    if limbs.count != other.limbs.count { return limbs.count < other.limbs.count }
    return limbs.reversed().lexicographicallyPrecedes(other.limbs.reversed())
  }

  private mutating func subtract(_ other: WideInteger) {
    var borrow: Int64 = 0
    for index in limbs.indices {
      let part = index < other.limbs.count ? Int64(other.limbs[index]) : 0
      let difference = Int64(limbs[index]) - part - borrow
      borrow = difference < 0 ? 1 : 0
      limbs[index] = UInt32(truncatingIfNeeded: difference)
    }
    while limbs.last == 0 { limbs.removeLast() }
  }
}
