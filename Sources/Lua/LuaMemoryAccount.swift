import CLuaHost

/// The memory account of a state: Lua's objects, the host's buffers for them, and what the host keeps for the state
/// elsewhere, such as the body of a response. It may be used from any thread, and outlives its state.
public final class LuaMemoryAccount: @unchecked Sendable {
  // Unchecked for the pointer: what it leads to is counted atomically on the C side, and freed by the last holder.
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { lh_account_release(handle) }

  /// The most that may be used, in bytes; nil for no limit.
  public var limit: Int? {
    let limit = lh_account_limit(handle)
    return limit == 0 ? nil : limit
  }

  /// Room for `bytes`, held for as long as the charge lives; nil where the limit leaves none.
  public func charge(_ bytes: Int) -> Charge? {
    let charge = Charge(self)
    return charge.grow(by: bytes) ? charge : nil
  }

  /// Bytes that are on an account for as long as this object lives. Used by one task at a time.
  public final class Charge: @unchecked Sendable {
    // Unchecked: it grows while one task fills a buffer, and is handed on with the buffer.
    private let account: LuaMemoryAccount
    private var bytes = 0

    fileprivate init(_ account: LuaMemoryAccount) { self.account = account }

    deinit { lh_discharge(account.handle, bytes) }

    /// Takes room for more; false, and nothing changed, where there is none.
    public func grow(by more: Int) -> Bool {
      guard lh_charge(account.handle, more) else { return false }
      bytes += more
      return true
    }
  }
}
