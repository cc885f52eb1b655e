import Testing

@testable import Integrations

@Suite struct MailboxTests {
  @Test func givesAllThatCameInTheirOrder() async {
    let mailbox = Mailbox<Int>()
    for number in 0..<100 { mailbox.put(number) }
    #expect(await mailbox.take() == Array(0..<100))
  }

  @Test func wakesAReaderThatWaits() async {
    let mailbox = Mailbox<String>()
    let reader = Task { await mailbox.take() }
    await Task.yield()
    mailbox.put("late")
    #expect(await reader.value == ["late"])
  }

  /// A job that is cancelled still takes the answers of the requests that it cancels.
  @Test func goesOnAfterItsReaderWasCancelled() async {
    let mailbox = Mailbox<Int>()
    let reader = Task {
      var taken: [Int] = []
      while taken.count < 2 { taken += await mailbox.take() }
      return taken
    }
    reader.cancel()
    mailbox.put(1)
    mailbox.put(2)
    #expect(await reader.value == [1, 2])
  }

  @Test func losesNothingOfManyWriters() async {
    let mailbox = Mailbox<Int>()
    let reader = Task {
      var sum = 0
      var count = 0
      while count < 8000 {
        for number in await mailbox.take() { (sum, count) = (sum + number, count + 1) }
      }
      return sum
    }
    await withTaskGroup { group in
      for writer in 0..<8 { group.addTask { for number in 0..<1000 { mailbox.put(writer * 1000 + number) } } }
    }
    #expect(await reader.value == 8000 * 7999 / 2)
  }
}
