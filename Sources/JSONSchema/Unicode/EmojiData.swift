/// Properties of emoji that Swift's standard library does not tell. Made by Scripts/generate-unicode-tables.
enum EmojiData {
  static let component = """
    z 6 5.a 6ab 5x 17or 1c5y.q e3.5 14g.4 gw30.2o
    """

  static let pictographic = """
    4p 4 68d c 60 m 2i.6 f.2 a7.2 c 4m p.b 4.3 5j 6f.2 a 9 1m.4 1.5 9 2 2.2 2 4 2 1.2 2 3 3.2 8.3 5 1 5.c b.2 2
    1.2 1 i 2.2 i.6 1 1.2 3.2 5 2.2 4.2 b.2 5.2 2 5.2 1 1.2 k.2 5.6 1.4 2 4 2 2.6 1 2 1 1 6 3 6 a.2 f 2 4 1 4.3
    1 b.2 1c.3 9 e e ac.2 cv.3 j.2 1f 4 yi c gp 1 2fze 13.4 2s.c f.2 f e.2 11.a 34.2 c.2 e 2.a j.1k r.f a k 2.9
    1.4 9.n 6.58 2.34 2.2 1.3 2.2b 2.3 1.4 5.72 1.1r b.6 1.o 7.2 2.8 c 2.4 2 4.2 d.2 2 8.2 9 5.3 c.3 8.3 2 1 4 6
    3 6.2e 1c.1y 5.8 2.h 3 1.6 2.d 62.12 c.4 1k.8 a.6 14.8 u.2 c.4 2.e 9.13 c.1b 1.a 1.55 2g.8 e.42 74.se
    """
}
