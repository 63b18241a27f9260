package rules

//go:generate go test -run TestPagesAreFresh . -update
