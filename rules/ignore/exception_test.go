package ignore

import (
	"testing"
	"time"

	"github.com/privet-dev/privet/rules/policy"
)

func TestIdleExceptionsAreReported(t *testing.T) {
	p := &policy.Policy{File: "privet.yaml", Exceptions: []policy.Exception{
		{Rule: "MIN-001", Where: "orders.birth_date", Until: "2026-11-01"},
		{Rule: "MIN-003", Where: "orders.gender", Until: "2099-01-01"},
	}}
	today := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	got := Idle(p, p.Exceptions, today)
	if len(got) != 2 || got[0].Rule != Expired || got[1].Rule != Unused {
		t.Fatalf("%+v", got)
	}
	if got[0].Span.File != "privet.yaml" || got[0].Print == got[1].Print || got[0].Message.NL == got[0].Message.EN {
		t.Errorf("%+v", got)
	}
	if last := Idle(p, p.Exceptions[:1], today.AddDate(0, 0, -1)); last[0].Rule != Unused {
		t.Errorf("on its last day an exception has not ended: %+v", last[0])
	}
}
