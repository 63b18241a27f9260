package rules

// All returns every rule, in the order of the catalogue.
func All() []*Rule {
	return []*Rule{
		plaintextPassword(), shortPasswordColumn(), fastPasswordHash(), passwordEquality(),
		cardCode(),
		excessiveCategory(), genderCollected(), ageStored(),
		specialCategory(), nationalNumber(),
		noAccessPolicy(), openToEveryone(),
		personalDataInLogs(),
	}
}

// ByID returns the rule of that id, or nil.
func ByID(id string) *Rule {
	for _, r := range All() {
		if r.ID == id {
			return r
		}
	}
	return nil
}
