"""Cutting Thai into words: newmm over PyThaiNLP's dictionary, to which the villages' own words are added."""

from functools import cache
from typing import Final

from pythainlp.tokenize import word_dict_trie
from pythainlp.util import Trie

from intents.thai.newmm import cut

_VOCABULARY: Final = """
    ผญบ. อบต. อบจ. อปท. กศน. สกร. อสม. รพ.สต. ปภ. ธ.ก.ส. กปภ. สดช. ต. อ. จ. ม. น. กก. บ. โทร.
    ผู้ใหญ่บ้าน เน็ตอาสา เน็ตอาสาประชารัฐ ศูนย์ดิจิทัลชุมชน ศูนย์ดิจิทัล ลูกบ้าน สมาร์ตซิตี้ สมาร์ทคิดส์โค้ด โอทอป
    ไลน์ ติ๊กต็อก ติ๊กตอก เฟซบุ๊ก เฟส ยูทูบ แคนวา โค้ดดิ้ง คิวอาร์ คิวอาร์โค้ด ปริ้น ปริ้นเตอร์ สแกน โปรเจคเตอร์ ไวไฟ โฮมสเตย์
    พรุ่งนี้ มะรืน มะรืนนี้ มะเรื่อง วันพูก วันฮือ มื้อนี้ มื้ออื่น มื้อวาน มื้อฮือ มื้อซืน ต่อเช้า แรกวา ต่อรือ ตะวา พูก
    ซาว ฮ้อย พันห้า หมื่นห้า โลละ กิโลละ ถุงละ ขวดละ กล่องละ อันละ ตัวละ
    ทำมือ ไส้อั่ว แคบหมู น้ำพริกหนุ่ม น้ำพริกอ่อง ปลาร้า ปลาส้ม แจ่วบอง หม่ำ ส้มหมู ข้าวแต๋น ข้าวหลาม ข้าวไรซ์เบอร์รี่ ผ้าไหม ผ้าขาวม้า มัดหมี่
    ผ้าซิ่น จักสาน กระติบ กระติ๊บ บุญบั้งไฟ บุญผะเหวด บุญข้าวจี่ ผีตาโขน ยี่เป็ง ปอยส่างลอง สารทเดือนสิบ ชักพระ ลากพระ ชิงเปรต หมอลำ
    บายศรี ทอดกฐิน ทอดผ้าป่า ตักบาตรเทโว แห่เทียน รดน้ำดำหัว
    เด้อ เน้อ เจ้า ครับ ค่ะ คะ คับ จ้า จ้ะ จ๊ะ นะ น่ะ ฮะ ฮับ งับ พ่อง ก่อ บ่ หื้อ ฮื้อ อะหยัง ไค่ เปิ้น
    บ้านเฮา ป่าละอู แพพัก แพอาหาร ตู้กับข้าว แม่ใหญ่ พ่อใหญ่ ที่พักตากอากาศ
    ลูกหมู ลูกไก่ ลูกเป็ด ลูกปลา ลูกวัว ลูกควาย ลูกหมา ลูกแมว ลูกแพะ ลูกชิ้น ลูกชุบ ลูกประคบ ลูกตาล ลูกเนียง ลูกโหนด ลูกหยี ลูกจาก ลูกปัด ลูกเดือย
    มื้อใด มื้อใด๋ หม่องใด หม่องใด๋ บ่อนใด๋ ต่อใด เต้าใด จังหู ม้าย เฮียน ยะจะใด ตี้ไหน อยู่ไส
    หมายเลขโทรศัพท์ น้ำพริกลงเรือ แห่ผ้าขึ้นธาตุ อุ้มพระดำน้ำ กวนข้าวทิพย์ รับบัว ส่งเรือไฟ ขึ้นพระธาตุ ขึ้นเขา ขึ้นดอย ทำขวัญข้าว
    เข้าทิพย์ เข้าหลาม เข้าเหนียว เข้าจี่ เข้าแต๋น เข้าเปลือก เข้าโพด เข้าเกรียบ โทสับ โทรสับ โทสัพ
    หอดูดาว ดูดาว ผ่อ เบิ่ง ก่อเจดีย์ทราย ก่อพระทราย ตี้ ใหน อันนี้ ตัวนี้ เดี๋ยวนี้ อนุมัติ กะปุก กะสอบ กะบอก กะป๋อง กะติบ กะเช้า กะถาง กะจาด กะบุง
    อีหยัง เฮ็ด เว้า ข่อย จั่ง ไหร พรือ หม้าย หรอย
    ค้าบ คร้าบ งับ ป่าว มั่ง มั่กๆ ช่าย จิง แร้ว แว้ว แระ เด๋ว ก้อ เทอ ตะเอง ตัวเอง น้า อ่ะ อะ ปะ มะ ขอบคุง วาร์ป ไอจี โพส คอส ขก. แต้งกิ้ว
"""
"""Words that newmm's dictionary lacks or that must never be cut."""

_PARTICLES: Final = """
    ครับ คับ คัฟ คราบ ครัช ครับผม คร้าบ คร้าบบ ขอรับ ฮะ ฮับ งับ ค่ะ คะ คะ่ ค่า ขา ค๊ะ ค๊า จ้ะ จ๊ะ จ้า จ๋า จ่ะ จร้า จะ๊ เจ้า เจ้าค่ะ
    นะ น่ะ น้า หนา เนอะ เนาะ เน้อ เด้อ เด้ เดะ ดิ สิ ซิ ซี่ ล่ะ ละ หละ อะ อ่ะ อ่า เลย หน่อย ที แหละ แล ก่อน ด้วย ไง นิ เน๋ เบอะ เหอะ เถอะ
    แหน่ แน แน่ พ่อง เตอะ ต๊ะ ตั๊ว
    ค้าบ ค๊าบ คั้บ ก๊าบ อ้ะ ง่ะ ง้ะ ง้าบ จิ ดิ้ เนี่ย เน่ น้ะ นะจ๊ะ วะ ว่ะ เว้ย
"""
PARTICLES: Final = frozenset(_PARTICLES.split())
"""Words that say how, not what. A message is compared with fixed phrases after they are taken off."""


def words(text: str) -> list[str]:
    """The words of a normalised text. Spaces are words too: joined together they are the text again."""
    return cut(text, _dictionary())


def is_word(text: str) -> bool:
    """Whether the dictionary has exactly this word."""
    return text in _dictionary()


def without_particles(found: list[str]) -> list[str]:
    """The words without particles, blanks and punctuation: ["ยกเลิก", "ค่ะ", "!"] → ["ยกเลิก"].

    A message of particles only keeps them: "จ้า" alone is an answer.
    """
    bare = [word for word in found if any(c.isalnum() for c in word)]
    return [word for word in bare if word not in PARTICLES] or bare


def warm_up() -> None:
    """Loads the dictionary (about half a second) so that the first message does not wait for it."""
    words("สวัสดีครับ")


@cache
def _dictionary() -> Trie:
    # In place: a second trie would cost 60 MiB.
    trie = word_dict_trie()
    for word in _VOCABULARY.split():
        trie.add(word)
    return trie
