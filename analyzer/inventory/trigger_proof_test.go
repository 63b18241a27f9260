package inventory

import (
	"testing"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema"
)

func TestATriggerHasTheLastWord(t *testing.T) {
	for _, tt := range []struct {
		name, when, event, body string
		want                    personal.Protection
	}{
		{"MySQL", "BEFORE", "INSERT", "BEGIN SET NEW.`passwd` = MD5(NEW.passwd); END", personal.FastHash},
		{"digest, encoded", "BEFORE", "INSERT", "new.passwd := encode(digest(new.passwd, 'sha256'), 'hex');", personal.FastHash},
		{"bcrypt", "BEFORE", "INSERT", "NEW.passwd = crypt(NEW.passwd, gen_salt('bf'));", personal.SlowHash},
		{"salt not seen", "BEFORE", "INSERT", "NEW.passwd = crypt(NEW.passwd, salt);", personal.UnknownProtection},
		{"another column", "BEFORE", "INSERT", "SET NEW.etag = MD5(NEW.passwd);", personal.UnknownProtection},
		{"not a hash", "BEFORE", "INSERT", "SET NEW.passwd = TRIM(NEW.passwd);", personal.UnknownProtection},
		{"too late", "AFTER", "INSERT", "SET NEW.passwd = MD5(NEW.passwd);", personal.UnknownProtection},
		{"only when changed", "BEFORE", "UPDATE", "SET NEW.passwd = MD5(NEW.passwd);", personal.UnknownProtection},
	} {
		t.Run(tt.name, func(t *testing.T) {
			column := &schema.Column{Name: "passwd"}
			item := passwordItem(column, 0)
			item.Database = &schema.Database{}
			item.Table = &Table{Table: &schema.Table{Triggers: []*schema.Trigger{{Name: "bi", When: tt.when, Events: []string{tt.event}, Body: tt.body}}}}
			if got := protection(proofs(item)); got != tt.want {
				t.Errorf("stored as %v, want %v", got, tt.want)
			}
		})
	}
}
