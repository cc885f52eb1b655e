/// Scripts whose Script_Extensions differ, as in `ScriptData`. Made by Scripts/generate-unicode-tables.
enum ScriptExtensionData {
  static let scripts = """
    Adlam,Adlm 17j w 55a 2r5 2fge.24 4.a 4.2 ; Arabic,Arab 16o.5 1.5z 1.y 28.1c 6o.y 5.23 1.t 4lr 2r5 14i6.hs
    w.g 34.5 1.3r rn.s 290.v 1v.6 8.9 x.6 181s.4 1.r 1.2 1 2 1.a 1.4 1 1 6 4 1 1 1.3 1.2 1 2 1 1 1 1 1.2 1 2.4
    1.7 1.4 1.4 1 1.a 1.h 5.3 1.5 1.h 1g.2 ; Armenian,Armn lk fc.12 2.1e 2.3 1chv.5 ; Avestan,Avst 53 8zc.2
    17m6.1i 3.7 ; Bengali,Beng jg 1as.2 h.2 q.4 1.8 2.2 2.m 1.7 1 3.4 2.9 2.2 2.4 8 4.2 1.5 2.p 3pt 1 2.2 1 8 8
    2 4 2.3 rnd ; Bopomofo,Bopo jr 1.3 d g.2 8wl.3 4.a 1.d a.4 2 6 5f 9.17 34.w 14ed.2 7u.5 ; Buginese,Bugi
    54w.s 2.2 sdr ; Buhid,Buhd 4l1.2 9.k ; Carian,Cari 53 68y 2 2qb 15ym.1d ; Caucasian_Albanian,Aghb lg 18 18
    1exd.1g b ; Chakma,Cakm 1ye.a 18w.a 1epi.1h 1.i ; Cherokee,Cher lc.3 1 6.2 m.2 b.2 38u.2e 2.6 twy.28 ;
    Common,Zyyy 0.1t q.6 q.1b 1.c 1.2 1.5 n v ch.3 1.a 1 3 1.9 1 1.6 5.5 2.k 3i 6 1 hp 5z ec 124 b9.4 36v.c 2.x
    1.v 1.a 1.2 1.7 1.b 3.b 1.f h.y 1q.12 1.3 2.6 1.r 1.h 15.3 4.ii m.b l.ps 74.hg 2.3u e8.n 1.o 2.a 1.4 1 1.q
    bm 3 d d l ep.o v 1d.f c.4 4h.a 5.2o v 534.1s hl4.q 2u.3 r4 e.2 gbo.a m.l 2.c 1.j 1.4 43 1.w q.6 q.6 3j.7
    1.7 a.5 b6.d 1f.19 13wj.71 3.c4 6.n f.h 2n.38 1o.6u a.13 2.1q 3.h 8.2 7.u 4.1p 5x.k c.k c.2f r.7 3r.2d 1.1z
    1.2 2 2.2 2.4 1.c 1 1.7 1.1t 1.4 2.8 1.7 1.s 1.4 1.5 1 3.7 1.9g 2.84 2.1e 41d.1w 24.1p jm.18 4.2s c.f 2.f
    1.f 1.11 a.4u 1k.q 1.2 d.18 4.9 n.6 4a.rd 3.h 3.d 3.62 6.c 4 f.c 4.1k 8.a 6.14 8.u 2.c 4.2 e.9 13.9k 8.e 2.d
    3.b 3.1l 1 4.g 2.c 4.a 7.43 1.2v gvly u.2o ; Coptic,Copt,Qaac 53 g8 3.2 1 30.2 30.e 80g.38 5.7 7r 1614.s ;
    Cypriot,Cprt 1erk.3 4.19 3.9 1c0.6 2 1.18 1.2 3 2 ; Cypro_Minoan,Cpmn 1erk.2 972.2r ; Cyrillic,Cyrl jg 1v.3
    1 1 1 2 5 6m.8g 4ls.b 4g 24 3j 353.w 1v np8.2o ham.2 18n4.1q x ; Devanagari,Deva jg 18j.2b 2.17 3tc.13 1.2
    s6 qpr.a 4m.w mio.a ; Dogra,Dogr 1us.c vcw.a m2u.1o ; Duployan,Dupl 53 gf.2 1 o.2 8if 26kj.2z 5.d 3.9 7.a
    2.8 ; Elbasan,Elba 53 gd 1eyi.14 ; Ethiopic,Ethi lq 2y9.21 1.4 2.7 1 1.4 2.15 1.4 2.x 1.4 2.7 1 1.4 2.f 1.1l
    1.4 2.1v 2.w 3.q 546.n 9.7 1.7 1.7 1.7 1.7 1.7 1.7 1.7 opu.6 2.6 2.6 9.7 1.7 1qk1.7 1.4 1.2 1.f ; Garay,Gara
    170 e 3 1fz4.12 3.t 8.2 ; Georgian,Geor 53 y9 26u.12 1 5 2.1c 2a8.17 2.3 pm 2hx.12 1 5 77 ; Glagolitic,Glag
    53 gb 1 am 2 75 29d 31a 2at.2o df nqj 1pxs.7 1.h 2.7 1.2 1.5 ; Gothic,Goth 53 gc.2 2 14 1eke.r ;
    Grantha,Gran 1u9.2 h.2 hs.e 3bw 1.2 u.3 3.2 s6 1btb.4 1.8 2.2 2.m 1.7 1.2 1.5 1.a 2.2 2.3 2 6 5.7 2.7 3.5
    2fv.2 1 ; Greek,Grek 53 g8.2 2 1 1 a 1a 2 16.8 2.4 1 4 1 1.3 1 1.k 1.1r e.g 4yu.5 1e.5 4.5 2c.3 8u.m 2.6
    2.12 2.6 2.8 1 1 1 1.v 2.1h 1.f 1.e 2.6 1.j 2.3 1.9 2m 5k rb2 gyi.27 h 155r.1y ; Gujarati,Gujr 1u9.2 h.2
    7v.3 1.9 1.3 1.m 1.7 1.2 1.5 2.a 1.3 1.3 2 f.4 2.c 7.7 v1s.a ; Gunjala_Gondi,Gong 53 1po.2 1iii.6 1.2 1.11
    1.2 1.6 7.a ; Gurmukhi,Guru 1u9.2 h.2 4b.3 1.6 4.2 2.m 1.7 1.2 1.2 1.2 2 1.5 4.2 2.3 3 7.4 1 7.h v5l.a ;
    Gurung_Khema,Gukh 1ut 1vve.1m ; Han,Hani 53 91k.q 1.2h c.5y q.g 1.3 1.d 1.d 1.d 2 6.9 57 44.g w.12 9 1c.14
    1k.1d f.c 1f 2g.p a.5 2o.v 1.534 1s.g74 1ds.8 g6w.a6 2.2y ob.2 7u.5 m7w.2 c.7 jmx.i 63i.2 2pa.wyo w.3dq
    2.4ge 2.5rl f.ha 1wi.f2 15u.3t7 5.6ju ; Hangul,Hang 3cw.74 5xd.3 4.a 1.d e.3 6 5f 1h.2m 35.v 1t.v nhd.t
    hv.8mc c.n 4.1d 7k9.2 7u.5 1m.v 3.6 2.6 2.6 2.3 ; Hanifi_Rohingya,Rohg 170 e 3 w 43 1fsb.14 8.a ;
    Hanunoo,Hano 4kg.n ; Hebrew,Hebr lj.2 i0.1j 8.r 4.6 1cfc.q 1.5 1 1.2 1.2 1.a ; Hiragana,Hira 9hd.3 4.a 1.d
    g.6 1 4.2 3.2e 2.8 2i.2 14js.2 7u.5 a 19.2 yu9.7z i t.3 crx ; Inherited,Zinh,Qaai lr 2 1.f 3.7 2 2.g 1.2 1.i
    1.5 1.4 168.2 3ff.1a 2.c k6.1i 1 1.5 ek.2 5e.w 17o0.g g.e r3 14hu.1a 2.n f4.3 h.8 2.7 u.4 h45u.6o ;
    Javanese,Java xhc.26 1.b 4.2 ; Kaithi,Kthi 1uu.a 79d o3i.a kli.1v a ; Kannada,Knda 1u9.2 h.2 m2.d 1.3 1.n
    1.a 1.5 2.9 1.3 1.4 7.2 5.3 1.4 2.a 1.3 34s 1.2 6 n 1 ri3.6 ; Katakana,Kana lh t 8v1.3 4.a 1.d g.6 1 4.2
    2j.4 3.2o 6o.g 5s.1b 1.2g 1431.2 7u.1r yts.4 1.7 1.2 1 7z.3 1e e.4 ; Kayah_Li,Kali xds.1c ; Khojki,Khoj
    25i.a v28.a kw6.i 1.1b ; Khudawadi,Sind 1us.2 vd6.a l12.1n 5.a ; Latin,Latn 1t.q 6.q 1b c 2 5.n 1.v 1.ch 3 a
    1.3 1 9 1 6.5 r.f 1.2 1 f.3 7.2 1.2 12 5 4.d 7p.2 y2.2 1ig 2dg.12 6.1d 5.4 5.d 1.1y 1l 7.74 8f 1t d g.d 2b
    1l.2 6 r h.15 253.w bb nvs.8 q.2u 3.2a k.f 8e e9.17 1.9 1.4 fpy.7 t6.q 6.q 1lx.6 1.16 1.9 16it.v 6.6 ;
    Limbu,Limb 1ut 32y.v 1.c 4.c 4 3.c ; Linear_A,Lina 1err.19 y4.8n 9.m a.8 ; Linear_B,Linb 1ekg.c 1.q 1.j 1.2
    1.f 2.e y.3f 5.3 4.19 3.9 ; Lisu jg g 8xo.2 n2c.1c o8g ; Lycian,Lyci 6e2 18o5.t ; Lydian,Lydi 53 8zd 178u.q
    5 ; Mahajani,Mahj 53 1po.c vcw.a kra.13 ; Malayalam,Mlym 1u9.2 h.2 pm.d 1.3 1.1f 1.3 1.6 4.g 2.q 316 n ri5.3
    ; Mandaic,Mand 18g e7.s 2 ; Manichaean,Mani 18g 1fgf.13 4.c ; Masaram_Gondi,Gonm 1us.2 1ifu.7 1.2 1.18 3 1.2
    1.9 8.a ; Meroitic_Hieroglyphs,Mero 6e5 1a1u.w ; Modi x80.a lom.1x b.a ; Mongolian,Mong 4qo.q 6.2h 7.17 1hg
    34h.2 5.4 19hw.d ; Multani,Mult 21y.a 1g5s.7 1 1.4 1.f 1.b ; Myanmar,Mymr 35s.4g u4u 4x.v 2p.w le8.k ;
    Nandinagari,Nand 1u9 i.2 ow.a 35l 8 7 rhx.6 mei.8 2.1a 2.b ; Newa 1u9.2 3uq 1.2 9 6 1 1 1csy.2k 1.5 ;
    Nko,Nkoo 170 e 3 bk.1n 2.3 1cfy.2 ; Ol_Onal,Onao 1us.2 2m3u.17 4 ; Old_Hungarian,Hung 6e2 2 2qb f 17we.1f
    d.1f 7.6 ; Old_Permic,Perm 53 g8 5.3 a a7 1ebw.17 ; Old_Turkic,Orkh 6e2 2qd 17tb.21 ; Old_Uyghur,Ougr 18g
    1fht vx.q ; Oriya,Orya 1u9.2 h.2 bf.3 1.8 2.2 2.m 1.7 1.2 1.5 2.9 2.2 2.3 7.3 4.2 1.5 2.i 3fm n ; Osage,Osge
    ld 2 6 24 1etz.10 4.10 ; Phags_Pa,Phag 4qq.2 1 1m1 34i nr1.1k ; Psalter_Pahlavi,Phlp 18g 1flr.i 7.4 c.7 ;
    Runic,Runr 4gw.2h ; Samaritan,Samr 1kw.1a 2.f 7hu ; Sharada,Shrd 1u9 3ut 1 2.2 2 9 2 ria.6 2 ksn.2o 1vk.8 ;
    Shavian,Shaw 53 1fa0.1c ; Sinhala,Sinh 1us.2 t7.3 1.i 3.o 1.9 1 2.7 3 4.6 1 1.8 6.a 2.3 2yl 1cdq.k ;
    Sogdian,Sogd 18g 1gbz.16 ; Sunuwar,Sunu lc.2 1 9 2 s 3 1jf2.y e.a ; Syloti_Nagri,Sylo 1us.2 3k.a v80.19 ;
    Syriac,Syrc lf.2 2.2 1 o.3 7.2 1.2 ka e.2 2 w a.b q 3z.e 1.1o 2.3 7k.b 499 1 ; Tagalog,Tglg 4jk.m 9 l.2 ;
    Tagbanwa,Tagb 4l1.2 15.d 1.3 1.2 ; Tai_Le,Tale lc.2 5.2 3 2lv.a 1s6.u 2.5 ; Takri,Takr 1us.2 vd6.a ls6.1m
    6.a ; Tamil,Taml 1u9.2 h.2 f0.2 1.6 3.3 1.4 3.2 1 1.2 3.2 3.3 3.c 4.5 3.3 1.4 2 6 e.l 3bz ro8 ky5 1 1j.2
    2gz.1e d ; Tangut,Tang 9gw.g dr 1qsw v.5c0 e8.v 2p.37 ; Telugu,Telu 1u9.2 h.2 ii.d 1.3 1.n 1.g 2.9 1.3 1.4
    7.2 1.3 1.2 2.4 2.a 7.9 385.2 1 1 n ; Thaana,Thaa 170 e.2 2 1s.a 7q.1e 1cn4 a ; Thai jg q 17 19 24v.1m 5.s ;
    Tibetan,Tibt 2yo.20 1.10 4.13 1.10 1.f 1.7 4.2 6ct.4 ; Tifinagh,Tfng le 1 1.4 p 8b0.1k 7.2 e ; Tirhuta,Tirh
    1u9.2 h.2 3u7 c f ri5.a ldy.20 8.a ; Todhri,Todr ld 2 2 9 1 22 1f1d.1g ; Toto jg 2ms3.v ; Tulu_Tigalari,Tutg
    2jq.a 35u 1 ri3.6 57 l1q.a 1 2 1.12 1.a 1 2 1.4 1.a 1.2 8.2 ; Yezidi,Yezi 170 e 3 1s.a 1g5y.16 1.3 2.2 ;
    Yi,Yiii 9hd.2 5.a 2.8 67 lxg.wd 3.1j hwa.5 ;
    """
}
