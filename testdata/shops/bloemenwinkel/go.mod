module example.nl/bloemenwinkel

go 1.22
