"""A few customers and orders, as any CRM may hold them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from dialogue.company import Address as Reach
from dialogue.company import Company, Holidays
from dialogue.crm.identity import Identified
from dialogue.crm.model import Address, Customer, Delivery, Invoice, Line, Order

NOON = datetime(2026, 11, 9, 12, tzinfo=UTC)
COMPANY = Company(name="Maison Test", holidays=Holidays("FR"), contact=Reach("aide@maison.example"))

INES = Customer(
    number="C100001",
    name="Inès Fictive",
    email="Ines@example.org",
    phone="+33639980101",
    address=Address("1 rue Imaginaire", "44000", "Nantes"),
    lang="fr",
    segment="fidele",
    value=Decimal("812.40"),
)
PAUL = Customer("C100002", "Paul Inventé", "paul@example.com", "+33639980102", Address("2 rue Rêvée", "75011", "Paris"))
SHEETS = Line("Drap housse", 2, Decimal("39.90"), "DR-140")
LAMP = Line("Lampe", 1, Decimal("59.00"), "LA-7")
FRESH = Order(
    number="MP-90000001",
    status="confirmed",
    placed_at=datetime(2026, 11, 9, 11, tzinfo=UTC),
    email="ines@example.org",
    lines=(SHEETS,),
    total=Decimal("79.80"),
    customer="C100001",
    phone="+33639980101",
    address=Address("1 rue Imaginaire", "44000", "Nantes"),
)
SENT = Order(
    number="MP-90000002",
    status="shipped",
    placed_at=datetime(2026, 11, 4, 9, tzinfo=UTC),
    email="bureau@example.org",
    lines=(SHEETS, LAMP),
    total=Decimal("138.80"),
    customer="C100001",
    address=Address("9 quai Inventé", "44100", "Nantes"),
    delivery=Delivery("Colis Fictif", "CF123", "https://colis.example/CF123", date(2026, 11, 12)),
    invoice=Invoice("F-2026-17", date(2026, 11, 5), "https://maison.example/f/17"),
)
GUEST = Order(
    number="MP-90000003",
    status="delivered",
    placed_at=datetime(2026, 10, 20, 9, tzinfo=UTC),
    email="invite@example.com",
    lines=(LAMP,),
    total=Decimal("59.00"),
    phone="+33639980103",
    address=Address("3 place du Rêve", "69001", "Lyon"),
    delivery=Delivery(delivered_on=date(2026, 10, 24)),
    invoice=Invoice("F-2026-11", date(2026, 10, 21)),
)
CUSTOMERS = (INES, PAUL)
ORDERS = (FRESH, SENT, GUEST)


def account(*, proven: bool = False, customer: str = "C100001") -> Identified:
    return Identified("k1", customer=customer, proven=proven)


def by_order(number: str, *, proven: bool = False) -> Identified:
    return Identified("k1", order=number, proven=proven)
