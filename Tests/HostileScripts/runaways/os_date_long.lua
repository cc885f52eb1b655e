-- os.date with a format of 10 MB
os.date(("%c"):rep(5e3):rep(1e3))
