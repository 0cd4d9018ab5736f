"""Community digital centres: facts about them, and booking what they lend."""

from intents.intent import Intent

INTENTS = (
    Intent(
        name="ask_centre",
        title="ถามเรื่องศูนย์ดิจิทัล",
        example="ศูนย์เปิดวันอาทิตย์ไหม ปริ้นงานแผ่นละกี่บาท",
        whole=("ศูนย์ดิจิทัล", "ศูนย์ดิจิทัลชุมชน", "ศูนย์เปิดกี่โมง", "ศูนย์อยู่ไหน", "เวลาเปิดปิดศูนย์", "ศูนย์อยู่ที่ไหน"),
        in_menu=True,
    ),
    Intent(
        name="book_service",
        title="จองห้องหรืออุปกรณ์",
        example="จองห้องประชุมวันพุธหน้า 13.00-15.00 น. ครับ",
        whole=("จองห้อง", "จองคอม", "จองห้องประชุม", "จองคิวถ่ายรูปสินค้า", "ยกเลิกจอง", "ยกเลิกการจอง", "เลื่อนจอง", "อยากจอง"),
        is_confirmed=True,
        in_menu=True,
    ),
)
