/// Canonical compositions: the second character, then the ranges of the first. Made by Scripts/generate-unicode-tables.
enum CompositionData {
  static let pairs = """
    lc 1t 3 3 4.2 5 1 1 7 3 3 4.2 5 1 1 1a p 7 9 7 5 7 9 7 5.2 e.2 1k.2 2a.2 d.2 dc 3 1 1 5 5 3 7 3 1 1 5 5 3.3
    21 2 s 2 5af.2 6.2 6.2 6.2 6.2 6.2 6.2 6.2 6.2 6.2 6.2 7 6.2 6.2 2d 1q ; ld 1t 1 1 1 1 1.6 1.2 1 1 1.2 6 1 1
    1 1 1.6 1.2 1 1 1.2 19 p 2.3 2 4 4.2 2 3 5 2.3 2 4 4.2 2 3 5.2 e.2 1k.2 q.2 1i.2 d.2 dc 3 1 1 5 5 3 7 3 1 1
    5 5 3.3 6 1s 6 o 6 5ad.2 6.2 6.2 6.2 6.2 6.2 6.2 6.2 6.2 6.2 6.2 7 6.2 6.2 2d 1q ; le 1t 1 1 1.4 4 3 1 1 1.2
    6 1 1 1.4 4 3 1 1 1.2 5yd.2 m.2 i.2 ; lf 1t 3 3 4.2 5.2 2 7 3 3 4.2 5.2 2 20 7 9 d 7 9 d.2 4c.2 d.2 ; lg 1t
    3 1 1 5 5 3 7 3 1 1 5 5 3 22 1 e.2 5 7 1 e.2 5 6l.2 1m.2 6.2 9t 7 b b 7 b 2a a k a 54i.2 y.2 ; li 1t 3 1 1 5
    5 b 3 1 1 5 5 c2.2 9z 7 b b 7 b 22 4.2 1 a c 4.2 1 a 57g.2 ; lj 1t.9 3.4 1.3 2.4 6.8 4.4 1.3 2.4 67.2 4.2 t
    5pe.2 19pq 7 ; lk 1t 3 2.2 5 5 1.3 7 3 2.2 5 4.2 1.3 2j v 38.2 fh b j b c 1f 9 4.4 5 4 3 3 1 2 4.4 5 4 3 3 1
    8 3l.2 e.2 ; ll 1t 3 3 5 5 3 7 3 3 5 5 3 20 7 9 d 7 9 d.2 4c.2 d.2 ; lm 1t j b j 1 1 ; ln 27 5 p 5 q5 v ; lo
    1t 1.3 1.3 1.2 1.2 2.4 4 6 1.3 1.6 1.2 2.4 4 2p v 56 62 ; lr 1t 3 3 5 2 2 b 3 3 5 2 2 se.2 ; lt 1t 3 3 5 2 2
    b 3 3 5 2 2 ; lv pd 3 1 1 5 9 7 3 1 1 5 1 3 3 ; lw pd 3 1 1 5 1 3 3 7 3 1 1 5 1 3 3 ; m3 27 5 p 5 ; mb 1t.2
    1.2 2.2 1.5 2.6 1.2 6.2 1.2 2.2 1.5 2.6 1.2 85.2 d.2 ; mc 2d v ; md 1t v ; me 2b.2 u.2 ; mf 1v.3 1.2 2.2 1
    3.3 e.3 1.2 2.2 1 3.3 ; mg 1t 3 3 5 5 b 3 3 5 5 ; ml 1w.2 6 1 5.2 e.2 6 1 5.2 ; mm 20 v ; mo 1x 3 b f 3 b ;
    mp 1u 1 6.2 1 3 1 5 7 1 3 2.2 1 3 1 5 ; mw 1o.3 6kx 1 1 1n 1 1 1a 4 2 n 1 m 6 1 2 4 j 2.2 c.2 2.2 2.4 4.2
    2.2 9.2 f 5.2 1 6.4 ; n6 4o lk 5 1 b 3.3 5dg.2 6.2 m.2 6.2 6.2 6.2 m.2 7 6.2 6.2 2d 1q ; n9 pd 5 h 2 1 2 5 h
    4 5dd.g g.g 1c.h 3 7 1l f 1b ; 18z 17r ; 190 17r w 1 3a g 2 ; 191 17r ; 1to 1t4 7 2 ; 1xa 1xj ; 1xz 1xj ;
    27y 287 ; 28m 287 ; 28n 287 ; 2bi 2bq.2 ; 2c7 2aa 1f ; 2fq 2fa ; 2iq 2iu ; 2j9 2in 6 3 ; 2ja 2iu ; 2m6 2me.2
    ; 2mv 2me ; 2q2 2qh 2 ; 2q7 2qh ; 2qn 2qh ; 372 36t ; 3fl 3cw.j ; 3fm 3cw.j ; 3fn 3cw.j ; 3fo 3cw.j ; 3fp
    3cw.j ; 3fq 3cw.j ; 3fr 3cw.j ; 3fs 3cw.j ; 3ft 3cw.j ; 3fu 3cw.j ; 3fv 3cw.j ; 3fw 3cw.j ; 3fx 3cw.j ; 3fy
    3cw.j ; 3fz 3cw.j ; 3g0 3cw.j ; 3g1 3cw.j ; 3g2 3cw.j ; 3g3 3cw.j ; 3g4 3cw.j ; 3g5 3cw.j ; 5dh 5c5 1 1 1 1
    3 14 1 1.2 2 ; 9ll 9ja 4 1 1 1 1 1 1 1 1 1 1 1 2 1 1 6 2 2 2 2 x 8 4 1 1 1 1 1 1 1 1 1 1 1 2 1 1 6 2 2 2 2
    j.4 a ; 9lm 9kf 2 2 2 2 2b 2 2 2 2 ; 1hve 1huh 1 9 ; 1hyf 1hyp.2 ; 1ida 1idj ; 1idz 1idj ; 1igo 1igy ; 1igr
    1if8 ; 1igy 1iff 1i ; 1ih5 1if6 d 1d ; 1ink 1int ; 1inu 1int ; 1inx 1int ; 1iun 1iuw.2 ; 1jjk 1jjp ; 1xr2
    1xr2 ; 1xr3 1xr2 2.2 6 ; 1xr4 1xr2 2 ; 1xrd 1xr2 ; 206f 206b 3 1 ;
    """
}
