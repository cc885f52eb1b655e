-- a generic for whose iterator is a C function
for _ in os.time do end
