module teashop.example/shop

go 1.22

require (
	golang.org/x/crypto v0.31.0
	gorm.io/gorm v1.25.12
)
