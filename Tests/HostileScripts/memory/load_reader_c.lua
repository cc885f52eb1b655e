-- load whose reader is a C function that never ends
load(os.date)
