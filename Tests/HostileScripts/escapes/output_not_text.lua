-- bytes in the log that are no text
ctx.add_log("\xff\xfe\0\1 \u{202e} \xed\xa0\x80")
ctx.add_error("\xff\0")
error("\xff\xfe\0")
